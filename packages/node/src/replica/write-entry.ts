import type { Certificate, Signer } from '@liaison/identity';
import {
  buildEntry,
  covers,
  type DraftOperation,
  type LogPosition,
  maximalEntries,
  type OpenedEntry,
  type PlacedEntry,
  precedes,
  statementsOf,
} from '@liaison/ledger';
import { type EntryId, type Lane, LiaisonError, type SpaceId } from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { EntryRow, LogRow, SpaceRow } from '@liaison/store';
import { holdEntry } from './applying/hold-entry.js';
import { placed, placeEntry } from './applying/place-entry.js';
import { isCovered, type PlacedEdit } from './applying/recall.js';
import { claimedTime } from './clock.js';
import type { TouchedSections } from './derived/touched-sections.js';
import type { ReplicaContext } from './replica-context.js';
import { refuseCopied } from './rights/copied-home.js';

/** Who writes: a certified writer and its unlocked key. */
export interface Author {
  readonly certificate: Certificate;
  readonly key: Signer;
}

/**
 * Links, signs and holds a new entry of a local writer with the checks that a receiver makes. Runs inside the transaction of a
 * command. Throws `home-copied`, `writer-stopped`, `no-right`, `section-recalled` and `change-void`; then nothing was signed that
 * would leave this home.
 */
export function writeEntry(
  context: ReplicaContext,
  author: Author,
  target: { space: SpaceId; lane: Lane },
  operations: readonly DraftOperation[],
  touched: TouchedSections,
): EntryId {
  const { member, writer, home } = author.certificate.claims;
  const space = context.store.spaces.byId(target.space);
  const log = space && ownLog(context, space, target.lane, author);
  refuseCopied(context, home);
  const previous = log && (context.store.entries.byRow(log.tipEntry) as EntryRow);
  const draft = {
    ...target,
    writer,
    seq: (previous?.seq ?? 0) + 1,
    prev: previous?.id ?? null,
    heads: space === undefined ? [] : newHeads(context, space, { lane: target.lane, row: log?.row, previous }),
    at: claimedTime(context.clock),
    operations,
  };
  const { opened } = buildEntry(draft, author.key, context.random, skeletonOf);
  const placement = placeEntry(context, opened, space);
  if (!placement.ok) throw placement.error;
  if (!('place' in placement.value)) throw new Error('a local entry cannot wait for what it names itself');
  const { place } = placement.value;
  if (space !== undefined) refuseRecalled(context, opened, space, { place, seq: opened.claims.seq, member });
  const held = holdEntry(
    context,
    { entry: opened, author: author.certificate, place, space, signatureChecked: true },
    touched,
  );
  if (held?.noRight !== null) throw noRight(held?.noRight ?? 'no-genesis');
  const [reason] = held.voids;
  if (reason !== undefined) throw changeVoid(reason);
  return opened.id;
}

/** What a recall covers would be taken out at once: first the section is reinstated. */
function refuseRecalled(context: ReplicaContext, { operations }: OpenedEntry, space: SpaceRow, edit: PlacedEdit): void {
  for (const { header } of operations) {
    if (header?.op === 'edit' && isCovered(context, space.row, header, edit)) throw recalled();
  }
}

function ownLog(context: ReplicaContext, space: SpaceRow, lane: Lane, author: Author): LogRow | undefined {
  const { writer } = author.certificate.claims;
  const rows = context.store.logs.ofWriter(space.row, lane, writer);
  const pinned = context.store.control.pins(space.row, writer).length > 0;
  if (rows.length > 1 || pinned || context.authority.isRevoked(writer)) throw stopped(writer);
  return rows[0];
}

/** The log that the new entry goes into, with its last entry; both undefined for the first one. */
interface OwnLog {
  readonly lane: Lane;
  readonly row: number | undefined;
  readonly previous: EntryRow | undefined;
}

/**
 * The maximal entries of other logs that count and that the previous entry's past does not have yet (ENT-6). The genesis
 * is named even while it waits in quarantine, because its founder was revoked: without it in its past nobody would have
 * a right here, not even the owner to pin that founder's logs.
 */
function newHeads(context: ReplicaContext, space: SpaceRow, own: OwnLog): EntryId[] {
  const standing = context.standings.of(space.row);
  const seen = own.previous === undefined ? new Map<number, number>() : context.store.pasts.get(own.previous.past);
  const candidates: (PlacedEntry & { id: EntryId })[] = [];
  for (const log of standing.logs) {
    const last = standing.counting.get(log.row);
    if (last === undefined || log.row === own.row) continue;
    if (own.lane === 'control' && log.lane !== 'control') continue;
    if (!covers(seen, { row: log.row, seq: last.seq })) candidates.push({ ...placed(context, last), id: last.id });
  }
  const reached = (position: LogPosition) =>
    covers(seen, position) || candidates.some((one) => precedes(position, one));
  for (const founding of statementsOf(context.standings.statements.of(space.row), 'genesis')) {
    const entry = context.store.entries.byId(founding.id);
    if (entry === undefined || founding.row === own.row || reached(founding)) continue;
    candidates.push({ ...placed(context, entry), id: entry.id });
  }
  return [...new Set(maximalEntries(candidates).map((entry) => entry.id))];
}

const stopped = (writer: string) =>
  new LiaisonError(
    'writer-stopped',
    `The key of writer ${writer} was reported or forked; what it writes would count nowhere.`,
    'Let the home desk certify another key: `liaison enrol renew`, or `--machine` for all keys of the machine. Nothing that was written is lost.',
  );

const recalled = () =>
  new LiaisonError(
    'section-recalled',
    'What your member said in this section was recalled, so nothing new is said there.',
    'Reinstate it first with `liaison reinstate`, or make a new record.',
  );

const changeVoid = (why: string) =>
  new LiaisonError(
    'change-void',
    `Every node would leave this change out (${why}), so it was not signed.`,
    'Make it smaller or save it in parts; where a section is full, go on in a new record.',
    { data: { reason: why } },
  );

const noRight = (why: string) =>
  new LiaisonError(
    'no-right',
    `This writer has no right to make that change here (${why}).`,
    'Ask the owner of the space for membership, or your directory desk for the power or scope.',
    { data: { reason: why } },
  );
