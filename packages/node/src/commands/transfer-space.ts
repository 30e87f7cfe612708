import { statementsOf } from '@liaison/ledger';
import { type EntryId, LiaisonError, type MemberCode, type SpaceId } from '@liaison/protocol';
import { findSpace } from '../queries/find-record.js';
import { controlOperation } from '../replica/control-operation.js';
import type { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import { writeControl } from './change-audience.js';

export interface TransferAnswer {
  readonly space: SpaceId;
  readonly from: MemberCode;
  readonly to: MemberCode;
  readonly entry: EntryId;
}

/**
 * Offers a space to a member of its audience (SPC-13). It stays with its owner until the other accepts. Throws
 * `member-not-in-audience`, `no-right`.
 */
export function transferSpace(
  replica: Replica,
  author: Author,
  input: { space: string; to: MemberCode },
): TransferAnswer {
  const { context } = replica;
  const space = findSpace(context, input.space);
  const { owner, audience } = context.standings.of(space.row);
  if (!audience.has(input.to)) throw notInAudience(input.to);
  const entry = writeControl(replica, author, space.id, [controlOperation('transfer', { to: input.to })]);
  return { space: space.id, from: owner, to: input.to, entry };
}

/** Accepts the last offer of a space to the own member. Throws `transfer-missing`, `no-right`. */
export function acceptSpace(replica: Replica, author: Author, input: { space: string }): TransferAnswer {
  const { context } = replica;
  const space = findSpace(context, input.space);
  const { authority } = context.standings.of(space.row);
  const offers = statementsOf(context.standings.statements.of(space.row), 'transfer');
  const offer = offers.findLast(({ said }) => said.to === context.member && authority?.names.has(said.tenure));
  if (offer === undefined) throw noOffer();
  const entry = writeControl(replica, author, space.id, [controlOperation('accept', { transfer: offer.id })]);
  return { space: space.id, from: offer.member, to: context.member, entry };
}

const notInAudience = (code: string) =>
  new LiaisonError(
    'member-not-in-audience',
    `${code} is not in the audience of this space, so it cannot own it.`,
    'Admit it first: `liaison space audience`.',
    { data: { code } },
  );

const noOffer = () =>
  new LiaisonError(
    'transfer-missing',
    'Nobody has offered this space to your member.',
    'Ask its owner for `liaison space transfer`, then sync.',
  );
