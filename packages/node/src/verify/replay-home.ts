import { canonicalJson, encodePage, hex, type JsonValue, type Lane, LIMITS, type Tip } from '@liaison/protocol';
import { closeDatabase, openMemoryDatabase, type SpaceRow, Store } from '@liaison/store';
import { spaceDigest } from '../replica/derived/state-digest.js';
import { ingestOwnPage } from '../replica/incoming/ingest-page.js';
import { PageFill } from '../replica/outgoing/page-fill.js';
import { wireOf } from '../replica/outgoing/select-entries.js';
import { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { rebuildDerived, rebuildSteps } from './rebuild-derived.js';
import { atOnce, type Steps } from './steps.js';
import type { Problem } from './verify-home.js';

const ENTRIES_PER_PAGE = 200;

/**
 * Judges everything again: takes the signed log alone into an empty store in memory, as if it came from a peer, and
 * compares what counts and what is shown. Proves that nothing but the log decides (DESIGN §4.1). Needs memory for a
 * second copy of the home. Step by step: what is written meanwhile is taken in with the last one, which compares.
 */
export function* replaySteps(original: Replica): Steps<Problem[]> {
  const database = openMemoryDatabase();
  try {
    const replica = emptyReplica(original, new Store(database));
    const replay = new Replay(original, replica);
    yield* replay.begun();
    const made = rebuildSteps(replica);
    while (!made.next().done) yield {};
    return original.reading(() => [...replay.rest(), ...compareAll(original, replica)]);
  } finally {
    closeDatabase(database);
  }
}

export const replayHome = (original: Replica): Problem[] => atOnce(replaySteps(original));

function compareAll(original: Replica, replica: Replica): Problem[] {
  const isHeld = restoreHolds(original.context, replica.context);
  if (isHeld) rebuildDerived(replica);
  return original.context.store.spaces.all().flatMap((space) => compare(original, replica, space));
}

function emptyReplica(original: Replica, store: Store): Replica {
  const { member, home, clock, random } = original.context;
  const replica = new Replica({ store, member, home, serviceKey: original.serviceKey, clock, random });
  const admitted = replica.admitDocuments(home, documentsOf(original));
  if (!admitted.ok) throw admitted.error;
  return replica;
}

const documentsOf = ({ context: { authority } }: Replica) => ({
  rosters: authority.rosters().map(({ document }) => document),
  directories: authority.directories().map(({ token }) => token),
});

/** A run of entries of one lane of a space, by their rows. */
interface Run {
  readonly space: SpaceRow;
  readonly lane: Lane;
  readonly after: number;
  readonly to: number;
}

/** Takes the log of one home into another, control lanes first, as every sync brings them. */
class Replay {
  readonly #to: number;
  /** Pages that were refused. A recall that came meanwhile may have taken out what is in one: they are tried again at the end. */
  readonly #again: Run[] = [];

  constructor(
    private readonly original: Replica,
    private readonly replica: Replica,
  ) {
    this.#to = original.reading(() => original.context.store.entries.lastRow());
  }

  /** What was held at the beginning, page by page. */
  *begun(): Steps<void> {
    let entries = 0;
    const spaces = this.original.reading(() => this.original.context.store.spaces.all());
    for (const space of spaces) {
      for (const lane of LANES) {
        for (let after = 0; after < this.#to; ) {
          const page = this.original.reading(() => this.#page({ space, lane, after, to: this.#to }));
          if (page.problems.length > 0) this.#again.push({ space, lane, after, to: page.to });
          after = page.to;
          entries += page.entries;
          yield { entries };
        }
      }
    }
  }

  /** What has come since, and what was refused before it had. */
  rest(): Problem[] {
    const { context } = this.original;
    const admitted = this.replica.admitDocuments(context.home, documentsOf(this.original));
    if (!admitted.ok) throw admitted.error;
    const { spaces, entries } = context.store;
    const last = entries.lastRow();
    return spaces.all().flatMap((space) =>
      LANES.flatMap((lane) => {
        const again = this.#again.filter((run) => run.space.row === space.row && run.lane === lane);
        return [...again, { space, lane, after: this.#to, to: last }].flatMap((run) => this.#run(run));
      }),
    );
  }

  #run({ after, ...run }: Run): Problem[] {
    const problems: Problem[] = [];
    for (let from = after; from < run.to; ) {
      const page = this.#page({ ...run, after: from });
      problems.push(...page.problems);
      from = page.to;
    }
    return problems;
  }

  #page({ space, lane, after, to }: Run): { to: number; entries: number; problems: Problem[] } {
    const { context } = this.original;
    const { entries, logs } = context.store;
    const rows = entries.ofSpace(space.row, after, ENTRIES_PER_PAGE).filter(({ row }) => row <= to);
    if (rows.length === 0) return { to, entries: 0, problems: [] };
    const rowsOfLane = new Set(logs.ofSpace(space.row).flatMap((log) => (log.lane === lane ? [log.row] : [])));
    const page = new PageFill(LIMITS.pageBytesTarget);
    let reached = after;
    for (const row of rows) {
      if (rowsOfLane.has(row.log) && !page.addSome([row], (one) => wireOf(context, one))) break;
      reached = row.row;
    }
    const { refused, pending } = ingestOwnPage(this.replica.context, encodePage(page.entries));
    const problems: Problem[] = [];
    if (refused !== undefined) problems.push({ code: refused.code, where: space.id, message: refused.message });
    if (pending > 0)
      problems.push({ code: 'past-missing', where: space.id, message: `${pending} entries lack their past.` });
    return { to: reached, entries: page.entries.length, problems };
  }
}

const LANES = ['control', 'record'] as const;

/** Until when a revoked writer was held is this home's own memory and not in the log. Says whether any is. */
function restoreHolds(original: ReplicaContext, replayed: ReplicaContext): boolean {
  let isHeld = false;
  for (const space of original.store.spaces.all()) {
    const copy = replayed.store.spaces.byId(space.id);
    if (copy === undefined) continue;
    for (const log of original.store.logs.ofSpace(space.row)) {
      const same = replayed.store.logs
        .ofWriter(copy.row, log.lane, log.writer)
        .find((row) => row.baseSeq === log.baseSeq && row.tipSeq === log.tipSeq);
      isHeld ||= log.heldBackTo !== null;
      if (same !== undefined) replayed.store.logs.setLimits(same.row, same.pinnedTo, log.heldBackTo);
    }
    replayed.standings.forget(copy.row);
  }
  return isHeld;
}

function compare(original: Replica, replica: Replica, space: SpaceRow): Problem[] {
  const copy = replica.context.store.spaces.byId(space.id);
  const differs = (what: string): Problem[] => [
    { code: 'replay-differs', where: space.id, message: `Judged again from the log alone, ${what} is different.` },
  ];
  if (copy === undefined) return differs('the space');
  const before = original.context.standings.of(space.row);
  const after = replica.context.standings.of(copy.row);
  if (tipsText(before.tips) !== tipsText(after.tips)) return differs('what counts');
  if ([...before.audience].sort().join() !== [...after.audience].sort().join()) return differs('the audience');
  const shown = hex(spaceDigest(original.context, space.row)) === hex(spaceDigest(replica.context, copy.row));
  return shown ? [] : differs('what is shown');
}

const tipsText = (tips: readonly Tip[]): string =>
  canonicalJson(tips.map((tip) => `${tip.lane} ${tip.writer} ${tip.seq} ${tip.id}`).sort() as JsonValue);
