import { type Certificate, permits, scopeCovers } from '@liaison/identity';
import {
  type Genesis,
  genesisSchema,
  type MemberCode,
  parseCanonicalJson,
  spaceIdOf,
  type WriterId,
} from '@liaison/protocol';
import type { OpenedEntry } from './opened-entry.js';

/** Why an entry's author had no right to it in its causal past (AUT-1 to AUT-6). */
export type NoRight =
  | 'no-genesis'
  | 'not-in-audience'
  | 'no-power'
  | 'out-of-scope'
  | 'not-owner'
  | 'genesis-out-of-place';

/** What an entry's own causal past says about its space; for a genesis entry, what it says itself. */
export interface SpacePast {
  readonly owner: MemberCode;
  readonly founders: ReadonlySet<WriterId>;
  /** With the owner. */
  readonly audience: ReadonlySet<MemberCode>;
  /** Members that were taken out and not admitted again: they may still take back what they said (AUT-3). */
  readonly cuts: readonly { readonly member: MemberCode }[];
}

/** The past of an entry that founds its space. */
export const foundingPast = (genesis: Genesis): SpacePast => ({
  owner: genesis.owner,
  founders: new Set([genesis.founder]),
  audience: new Set([genesis.owner]),
  cuts: [],
});

/** The genesis content that an entry founds its space with: first operation of the first control entry (SPC-3). */
export function foundedGenesis(entry: OpenedEntry): Genesis | undefined {
  const [first] = entry.operations;
  if (entry.claims.lane !== 'control' || entry.claims.prev !== null || first?.header?.op !== 'genesis')
    return undefined;
  const content = parseCanonicalJson(first.content);
  const genesis = genesisSchema.safeParse(content.ok ? content.value : undefined);
  if (!genesis.success || genesis.data.founder !== entry.claims.writer) return undefined;
  return spaceIdOf(genesis.data) === entry.claims.space ? genesis.data : undefined;
}

/**
 * The right of an entry's author, judged in the entry's causal past and nowhere else, so that every node answers alike
 * whatever it holds (AUT-1). `past` is undefined when neither the past nor the entry itself has a genesis of the space.
 */
export function judgeRight(entry: OpenedEntry, author: Certificate, past: SpacePast | undefined): NoRight | null {
  if (past === undefined) return 'no-genesis';
  const { member, writer } = author.claims;
  if (!past.audience.has(member) && !mayTakeBack(entry, member, past)) return 'not-in-audience';
  if (!scopeCovers(author, entry.claims.space, past.founders.has(writer))) return 'out-of-scope';
  for (const [index, operation] of entry.operations.entries()) {
    const refusal = judgeOperation(operation.header?.op, index, entry, author, past);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** What a member has released stays its own to take back, after it was removed as well; it can do nothing else there. */
const mayTakeBack = ({ operations }: OpenedEntry, member: MemberCode, { cuts }: SpacePast): boolean =>
  cuts.some((cut) => cut.member === member) && operations.every(({ header }) => header?.op === 'recall');

function judgeOperation(
  op: string | undefined,
  index: number,
  entry: OpenedEntry,
  author: Certificate,
  past: SpacePast,
): NoRight | null {
  switch (op) {
    case 'genesis':
      if (index > 0 || foundedGenesis(entry) === undefined) return 'genesis-out-of-place';
      if (author.claims.member !== past.owner) return 'not-owner';
      return permits(author, 'space') ? null : 'no-power';
    case 'request':
    case 'consent':
    case 'accept':
      return permits(author, 'audience') ? null : 'no-power';
    case 'audience':
    case 'transfer':
      if (author.claims.member !== past.owner) return 'not-owner';
      return permits(author, 'audience') ? null : 'no-power';
    case 'recall':
    case 'reinstate':
      return permits(author, 'recall') ? null : 'no-power';
    case 'edit':
      return permits(author, 'write') ? null : 'no-power';
    default:
      return null; // a pin carries its own authority; what this version cannot read needs none to be held
  }
}
