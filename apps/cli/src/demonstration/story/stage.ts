import { type HomeName, LAPTOP, MEMBERS, SECOND_LAPTOP, type Status } from '../answers.js';
import { ensure, present } from '../assertions.js';
import { digestsOf, unequalFrontiers, unequalSpaces } from '../digests.js';
import type { Federation } from '../federation.js';
import type { Narration } from '../narration.js';

/** What every chapter works with. */
export interface Stage {
  readonly federation: Federation;
  readonly tell: Narration;
}

/** Where the story takes place. */
export const DESKS: Readonly<Record<HomeName, string>> = {
  KR: 'KR desk, Seoul',
  TH: 'TH desk, Bangkok',
  VN: 'VN desk, Hanoi',
  MY: 'MY desk, Putrajaya',
  [LAPTOP]: 'KR-laptop, Bangkok',
  [SECOND_LAPTOP]: 'KR-laptop-2, Bangkok',
};

export const EVERYONE: readonly HomeName[] = [...MEMBERS, LAPTOP];

/** Asks all of them for their status and ensures that each space is the same on every home that holds it. */
export async function ensureEqual(
  { federation }: Stage,
  names: readonly HomeName[],
  sentence: string,
): Promise<Map<HomeName, Status>> {
  const statuses = await federation.statuses(names);
  const digests = digestsOf(statuses);
  ensure(unequalSpaces(digests).length === 0, `${sentence}: same digests`, digests);
  const frontiers = unequalFrontiers(statuses);
  ensure(frontiers.length === 0, `${sentence}: same entries`, frontiers);
  return statuses;
}

export const statusOf = (statuses: ReadonlyMap<HomeName, Status>, name: HomeName): Status =>
  present(statuses.get(name), `${name} says its status`);

export const digestOf = (status: Status, space: string): string | undefined =>
  status.spaces.find((held) => held.space === space)?.stateDigest;

/** The first characters of a digest: enough to compare by eye. */
export const short = (digest: string | undefined): string => (digest ?? 'none').slice(0, 12);

/** `--set` options, one for each field. */
export const settings = (fields: Readonly<Record<string, string>>): string[] =>
  Object.entries(fields).flatMap(([field, text]) => ['--set', `${field}=${text}`]);
