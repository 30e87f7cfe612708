import {
  acceptSchema,
  audienceSchema,
  consentSchema,
  genesisSchema,
  type JsonValue,
  type MemberCode,
  type Reinstate,
  recallSchema,
  reinstateSchema,
  transferSchema,
} from '@liaison/protocol';
import { consentsIn } from './consents.js';
import { openMembers } from './farewell.js';
import type { SpaceAuthority } from './space-authority.js';
import {
  type Dropped,
  type Said,
  type SaidAudience,
  type SaidConsent,
  type SaidRequest,
  type Statement,
  statementsOf,
} from './space-statement.js';

/** What a control operation is judged by: the statements of its past and what they say together. */
export interface StatementPast {
  readonly statements: readonly Statement[];
  readonly authority: SpaceAuthority;
}

/** Whether a statement is judged by its past; of the others the author's right is enough. */
export const isJudgedByPast = (op: Said['op']): boolean => op === 'audience' || op === 'transfer' || op === 'accept';

/**
 * Reads and judges the content of a control operation whose author had the right to it (VAL-6). Undefined: it is void
 * (`void-content`). It depends on the content and the causal past alone; `past` is asked for by `isJudgedByPast`.
 */
export function judgeStatement(
  op: Said['op'],
  content: JsonValue | undefined,
  author: MemberCode,
  past: StatementPast | undefined,
): Said | undefined {
  if (op === 'genesis') {
    const genesis = genesisSchema.safeParse(content);
    return genesis.success ? { op, genesis: genesis.data } : undefined;
  }
  switch (op) {
    case 'audience':
      return past && judgeAudience(content, past);
    case 'request':
    case 'consent': {
      const consent = consentSchema.safeParse(content);
      return consent.success ? ({ op, ...consent.data } as SaidConsent | SaidRequest) : undefined;
    }
    case 'transfer': {
      if (past === undefined) return undefined;
      const transfer = transferSchema.safeParse(content);
      const { owner, audience, tenure } = past.authority;
      const fits = transfer.success && transfer.data.to !== owner && audience.has(transfer.data.to);
      return fits ? { op, ...transfer.data, tenure } : undefined;
    }
    case 'recall': {
      const recall = recallSchema.safeParse(content);
      return recall.success && isOwn(recall.data, author) ? { op, ...recall.data } : undefined;
    }
    case 'reinstate': {
      const reinstate = reinstateSchema.safeParse(content);
      return reinstate.success && isOwn(reinstate.data, author) ? { op, ...reinstate.data } : undefined;
    }
    case 'accept':
      return past && judgeAccept(content, author, past);
  }
}

/** A member takes back what its own writers said: in its section, and its part of a joint one (RCL-1). */
const isOwn = ({ section }: Reinstate, author: MemberCode): boolean => section === author || section === 'joint';

/** A transfer to the author's member, by the present ownership (SPC-13). */
function judgeAccept(content: JsonValue | undefined, author: MemberCode, past: StatementPast): Said | undefined {
  const accept = acceptSchema.safeParse(content);
  if (!accept.success) return undefined;
  const { transfer } = accept.data;
  const named = statementsOf(past.statements, 'transfer').find(({ id }) => id === transfer);
  const fits = named?.said.to === author && past.authority.names.has(named.said.tenure);
  return fits ? { op: 'accept', transfer } : undefined;
}

/** Whom a statement of this audience takes out: each needs its cut, sorted (SPC-4). */
export const leavingMembers = (
  { statements, authority }: StatementPast,
  members: readonly MemberCode[],
): MemberCode[] => openMembers(statements).filter((code) => code !== authority.owner && !members.includes(code));

function judgeAudience(content: JsonValue | undefined, past: StatementPast): SaidAudience | undefined {
  const read = audienceSchema.safeParse(content);
  if (!read.success) return undefined;
  const { members, cuts } = read.data;
  const { owner, tenure } = past.authority;
  if (members.includes(owner)) return undefined;
  const removed = leavingMembers(past, members);
  const named = cuts.map(({ member }) => member);
  if (named.length !== removed.length || named.some((code, i) => code !== removed[i])) return undefined;
  const dropped = notConsented(members, past);
  const full = [owner, ...members].filter((code) => !dropped.some(({ member }) => member === code)).sort();
  return { op: 'audience', full, cuts, dropped, tenure };
}

/**
 * The newcomers whom not everybody has agreed to, under the rule `each-consents` (SPC-12). Consent is needed of every
 * member of the audience of the past but the owner, whose statement this is, and serves only the audience it names or
 * less of it.
 */
function notConsented(members: readonly MemberCode[], { statements, authority }: StatementPast): Dropped[] {
  const { genesis, owner, audience } = authority;
  if (genesis.rule !== 'each-consents') return [];
  const asked = [...audience].filter((code) => code !== owner).sort();
  const staying = [owner, ...members.filter((code) => audience.has(code))];
  let newcomers = members.filter((code) => !audience.has(code));
  const dropped: Dropped[] = [];
  const consents = consentsIn(statements);
  const dropFrom = (admitted: (newcomer: MemberCode) => readonly MemberCode[]) => {
    const missing = newcomers.map((member) => ({
      member,
      missing: asked.filter((code) => !consents(code, member, admitted(member))),
    }));
    dropped.push(...missing.filter((one) => one.missing.length > 0));
    newcomers = missing.filter((one) => one.missing.length === 0).map(({ member }) => member);
  };
  dropFrom((newcomer) => [...staying, newcomer]);
  for (let before = -1; before !== newcomers.length; ) {
    before = newcomers.length;
    const admitted = [...staying, ...newcomers];
    dropFrom(() => admitted);
  }
  return dropped.sort((a, b) => (a.member < b.member ? -1 : 1));
}
