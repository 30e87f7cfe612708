import { encodePage, type Lane, LIMITS, type SpaceId, type WriterId } from '@liaison/protocol';
import { fingerprintOf } from '../compared-view.js';
import { KnownEntries } from '../known-entries.js';
import { bySpace, entriesLacking, followEntries, inLane, laneBatches } from '../known-lanes.js';
import { SYNC_LIMITS } from '../limits.js';
import { fitting } from '../router/answer-documents.js';
import type { SpaceMarks, SyncReplica } from '../sync-replica.js';
import { type BundlePartBytes, type BundleStart, contentPart, listParts } from './bundle-content.js';
import { commonHeads, type SharedSpaces, sharedSpaces } from './shared-spaces.js';

export interface BundleOptions {
  /** Service writers of the homes it is for. */
  readonly recipients: readonly WriterId[];
  /** Start from nothing, whatever the recipients have receipted: for a home that lost its data. */
  readonly whole: boolean;
}

/** What is taken into a bundle, fixed before its first part is made. */
export interface BundlePlan extends SharedSpaces {
  readonly recipients: readonly WriterId[];
  /** Spaces of which entries go in, those with the fewest first. */
  readonly starts: readonly BundleStart[];
}

/** Chooses what goes into a bundle (BDL-7, BDL-8). */
export function planBundle(replica: SyncReplica, { recipients, whole }: BundleOptions): BundlePlan {
  const spaces = sharedSpaces(replica, recipients);
  const lacking = spaces.shared.flatMap((marks) => {
    const heads = whole ? [] : commonHeads(replica, recipients, marks.space);
    const known = new Set(heads.map(({ id }) => id));
    if (marks.tips.every(({ id }) => known.has(id))) return [];
    return [{ start: { space: marks.space, heads }, entries: entriesLacking(marks.tips, heads) }];
  });
  const starts = lacking.sort((a, b) => a.entries - b.entries).map(({ start }) => start);
  return { ...spaces, recipients, starts };
}

/** A part, and how many entries are in it. */
export interface MadePart extends BundlePartBytes {
  readonly entries: number;
}

/**
 * The parts of a bundle, one after the other: documents, where the entries start, control lanes, records, receipts, and
 * how the spaces look here (BDL-5). Made as they are asked for, so a large bundle never stands in memory.
 */
export function* bundleParts(replica: SyncReplica, plan: BundlePlan): Generator<MadePart> {
  const without = (parts: Iterable<BundlePartBytes>) => [...parts].map((part) => ({ ...part, entries: 0 }));
  yield* without(documentParts(replica));
  yield* without(listParts('starts', [...plan.starts]));
  yield* lanePages(replica, plan, 'control');
  yield* lanePages(replica, plan, 'record');
  yield* without(listParts('receipts', receiptTokens(replica, plan.shared)));
  yield* without(listParts('views', viewsOf(replica, plan)));
}

function* documentParts(replica: SyncReplica): Generator<BundlePartBytes> {
  const marks = replica.documents();
  let rosters = marks.rosters.map((id) => replica.rosterDocument(id));
  let directories = marks.directories.flatMap(({ id }) => replica.directoryToken(id) ?? []);
  while (rosters.length + directories.length > 0) {
    const { more: _more, ...part } = fitting(rosters, directories, SYNC_LIMITS.answerBytesTarget);
    yield contentPart('documents', part);
    rosters = rosters.slice(part.rosters.length);
    directories = directories.slice(part.directories.length);
  }
}

function* lanePages(replica: SyncReplica, { recipients, starts }: BundlePlan, lane: Lane): Generator<MadePart> {
  // what may go in is the same for all of them
  const [recipient] = recipients as [WriterId, ...WriterId[]];
  const lanes = starts.map(({ space, heads }) => new KnownEntries(space, lane, inLane(heads, lane)));
  for (const batch of laneBatches(lanes)) {
    const knownBySpace = bySpace(batch);
    for (let more = true; more; ) {
      // the audience may have changed since the plan: what one of them may not have any more is left out for all
      const now = new Set<string>(sharedSpaces(replica, recipients).shared.map(({ space }) => space));
      const wants = batch.map((known) => known.want()).filter(({ space }) => now.has(space));
      const selection = replica.select(recipient, wants, LIMITS.pageBytesTarget);
      const { fresh } = followEntries(knownBySpace, selection.entries);
      if (fresh > 0) yield { kind: lane, bytes: encodePage(selection.entries), entries: selection.entries.length };
      more = selection.more && fresh > 0;
    }
  }
}

const receiptTokens = (replica: SyncReplica, spaces: readonly SpaceMarks[]): string[] =>
  spaces.flatMap(({ space, receipts }) =>
    receipts.flatMap(({ holder }) => replica.receiptToken(holder as WriterId, space) ?? []),
  );

/** As the spaces look when their entries are in: they may have moved since the plan. */
const viewsOf = (replica: SyncReplica, plan: BundlePlan) => replica.reading(() => viewsTogether(replica, plan));

function viewsTogether(replica: SyncReplica, { recipients, starts }: BundlePlan) {
  const now = new Map(sharedSpaces(replica, recipients).shared.map((marks) => [marks.space as string, marks]));
  const spaces = starts.map(({ space }) => space).filter((space) => now.has(space)) as SpaceId[];
  return replica.viewDigests(spaces, recipients).map(({ space, digest }) => {
    return { space, fingerprint: fingerprintOf(now.get(space) as SpaceMarks), digest };
  });
}
