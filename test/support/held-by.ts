import type { StatusAnswer } from './command-answers.js';

/** What a home holds, without what it is at and whom it reaches at the moment. */
export function heldBy(status: StatusAnswer): object {
  const { activity: _activity, peers: _peers, ...held } = status as StatusAnswer & { readonly peers?: unknown };
  return held;
}

/** The same without what was set aside and refused. */
export const heldButRefusals = (status: StatusAnswer): object => heldBy({ ...status, quarantined: 0, refused: 0 });
