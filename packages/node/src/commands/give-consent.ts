import { type EntryId, LiaisonError, type MemberCode, type SpaceId } from '@liaison/protocol';
import { findSpace } from '../queries/find-record.js';
import { controlOperation } from '../replica/control-operation.js';
import type { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import { unknownMember, writeControl } from './change-audience.js';

export interface ConsentInput {
  readonly space: string;
  readonly newcomer: MemberCode;
  /** The full audience that it is given for, the newcomer among it; left out: the present one and the newcomer. */
  readonly audience?: readonly MemberCode[];
}

export interface ConsentAnswer {
  readonly space: SpaceId;
  readonly newcomer: MemberCode;
  readonly audience: readonly MemberCode[];
  readonly entry: EntryId;
}

/**
 * Says that a member may join a space (SPC-11): `consent` gives it, `request` asks the others for theirs, `withdraw` takes
 * back what was given and not used yet. Throws `member-unknown`, `already-in-audience`, `no-right`.
 */
export function giveConsent(
  replica: Replica,
  author: Author,
  what: 'consent' | 'request' | 'withdraw',
  input: ConsentInput,
): ConsentAnswer {
  const { context } = replica;
  const space = findSpace(context, input.space);
  const { newcomer } = input;
  if (!context.authority.roster.membersByCode.has(newcomer)) throw unknownMember(newcomer);
  const { owner, audience: present } = context.standings.of(space.row);
  if (newcomer === owner || present.has(newcomer)) throw alreadyIn(newcomer);
  const given = [...new Set([...(input.audience ?? [owner, ...present]), newcomer])].sort();
  const audience = what === 'withdraw' ? [] : given;
  const op = what === 'request' ? 'request' : 'consent';
  const entry = writeControl(replica, author, space.id, [controlOperation(op, { audience, newcomer })]);
  return { space: space.id, newcomer, audience, entry };
}

const alreadyIn = (code: string) =>
  new LiaisonError(
    'already-in-audience',
    `${code} is in the audience already.`,
    'A consent matters before a member joins; see `liaison space show`.',
    { data: { code } },
  );
