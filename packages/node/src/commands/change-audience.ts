import { authorityOf, type Dropped, judgeStatement, leavingMembers, type SpaceAuthority } from '@liaison/ledger';
import {
  type Cut,
  type EntryId,
  LiaisonError,
  type MemberCode,
  type SpaceId,
  sortTips,
  type Tip,
} from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import { findSpace } from '../queries/find-record.js';
import { controlOperation } from '../replica/control-operation.js';
import { projectSections } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type Author, writeEntry } from '../replica/write-entry.js';

export interface AudienceInput {
  readonly space: string;
  readonly add: readonly MemberCode[];
  readonly remove: readonly MemberCode[];
}

/** What a change of audience will do, or did. */
export interface AudiencePlan {
  readonly space: SpaceId;
  /** Everybody who may receive the space afterwards, the owner among them. */
  readonly audience: readonly MemberCode[];
  /** Who will receive all of it and did not before. */
  readonly admitted: readonly MemberCode[];
  /** Named and not admitted, since these members have not consented. */
  readonly notAdmitted: readonly Dropped[];
  /** Who is taken out, and how far its logs count from then on. */
  readonly removed: readonly Cut[];
  /**
   * Those among `removed` whom nobody asked to take out: two changes made at once left them in neither, and a change that
   * does not name them again ends that (SPC-4).
   */
  readonly leftOut: readonly MemberCode[];
  /** The entry that says so; null for a dry run. */
  readonly entry: EntryId | null;
}

/** Says what a change of audience would do, without doing it. Throws as `changeAudience` does. */
export function planAudience(context: ReplicaContext, input: AudienceInput): AudiencePlan {
  const space = findSpace(context, input.space);
  const content = contentOf(context, space, input);
  const statements = context.standings.statements.deciding(space.row);
  const authority = authorityOf(statements) as SpaceAuthority;
  const said = judgeStatement('audience', content, authority.owner, { statements, authority });
  if (said?.op !== 'audience') throw new Error('a planned audience is one that every node accepts');
  const { full, cuts, dropped } = said;
  const admitted = full.filter((code) => !authority.audience.has(code));
  const leftOut = cuts.flatMap(({ member }) => (input.remove.includes(member) ? [] : [member]));
  return { space: space.id, audience: full, admitted, notAdmitted: dropped, removed: cuts, leftOut, entry: null };
}

/**
 * States the audience of a space anew (SPC-4): members come and go in one step, and the logs of those who go count as far
 * as this home holds them. Throws `member-unknown`, `audience-unchanged`, `no-right`.
 */
export function changeAudience(replica: Replica, author: Author, input: AudienceInput): AudiencePlan {
  const { context } = replica;
  const plan = planAudience(context, input);
  const content = contentOf(context, findSpace(context, input.space), input);
  const entry = writeControl(replica, author, plan.space, [controlOperation('audience', content)]);
  return { ...plan, entry };
}

/** Writes one control entry and brings up to date what follows from it. */
export const writeControl = (
  replica: Replica,
  author: Author,
  space: SpaceId,
  operations: Parameters<typeof writeEntry>[3],
): EntryId =>
  replica.transaction(() => {
    const touched = new TouchedSections();
    const id = writeEntry(replica.context, author, { space, lane: 'control' }, operations, touched);
    projectSections(replica.context, touched);
    return id;
  });

function contentOf(context: ReplicaContext, space: SpaceRow, { add, remove }: AudienceInput) {
  const { audience, owner, authority } = context.standings.of(space.row);
  for (const code of add) if (!context.authority.roster.membersByCode.has(code)) throw unknownMember(code);
  const members = [...new Set([...audience, ...add])].filter((code) => code !== owner && !remove.includes(code)).sort();
  const statements = context.standings.statements.deciding(space.row);
  // also whom something said at the same time left out, and who is not named again now (SPC-4)
  const removed = authority === undefined ? [] : leavingMembers({ statements, authority }, members);
  const outside = remove.find((code) => !removed.includes(code));
  if (outside !== undefined) throw notInAudience(outside);
  const same = members.length === audience.size && members.every((code) => audience.has(code));
  const repeats = (authority?.notAdmitted ?? []).some(({ member }) => members.includes(member));
  if (same && !repeats && removed.length === 0) throw unchanged();
  return { cuts: removed.map((member) => ({ member, heads: headsOf(context, space, member) })), members };
}

/** Where the record logs of a member's writers end as this home holds them, as far as they count (SPC-9). */
function headsOf(context: ReplicaContext, space: SpaceRow, member: MemberCode): Tip[] {
  const { logs, counting } = context.standings.of(space.row);
  const heads = new Map<string, Tip>();
  for (const { row, lane, writer } of logs) {
    const last = lane === 'record' ? counting.get(row) : undefined;
    if (last === undefined || context.authority.certificate(writer)?.claims.member !== member) continue;
    const known = heads.get(writer);
    if (known === undefined || known.seq < last.seq) heads.set(writer, { lane, writer, seq: last.seq, id: last.id });
  }
  return sortTips([...heads.values()]);
}

export const unknownMember = (code: string) =>
  new LiaisonError(
    'member-unknown',
    `${code} is no member of this community.`,
    'Use the codes of the roster: `liaison status` names them.',
    { data: { code } },
  );

const notInAudience = (code: string) =>
  new LiaisonError(
    'member-not-in-audience',
    `${code} is not in the audience of this space.`,
    'See who is with `liaison space show`.',
    { data: { code } },
  );

const unchanged = () =>
  new LiaisonError(
    'audience-unchanged',
    'The audience would stay as it is.',
    'Name members to add or to remove; see who is in it with `liaison space show`.',
  );
