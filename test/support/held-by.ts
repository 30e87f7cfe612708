import type { StatusAnswer } from './command-answers.js';

/** What a home holds, without what it is at and whom it reaches at the moment. */
export function heldBy(status: StatusAnswer): object {
  const { activity: _activity, peers: _peers, ...held } = status as StatusAnswer & { readonly peers?: unknown };
  return held;
}
