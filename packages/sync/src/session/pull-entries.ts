import { decodePage, type SpaceId, type WireEntry } from '@liaison/protocol';
import { malformedAnswer, syncError } from '../errors.js';
import type { KnownEntries } from '../known-entries.js';
import { bySpace, followEntries, laneBatches } from '../known-lanes.js';
import type { CallAnswer } from '../messages.js';
import type { Want } from '../sync-replica.js';
import { pullPage } from './carry-page.js';
import type { PageBudget } from './page-budget.js';
import type { Session } from './session.js';

/**
 * Pulls these lanes page by page (SYN-6), as many pages as the budget has. While one is committed the next is on its way, so
 * that neither side waits for the other; it is looked at only when the one before is committed, so a broken session costs at
 * most one. Throws `page-refused`, `peer-answer-malformed`.
 */
export async function pullEntries(session: Session, lanes: readonly KnownEntries[], budget: PageBudget): Promise<void> {
  for (const batch of laneBatches(lanes)) await drain(session, batch, budget);
}

async function drain(session: Session, lanes: readonly KnownEntries[], budget: PageBudget): Promise<void> {
  const knownBySpace = bySpace(lanes);
  let left = lanes;
  const ask = () => (budget.takesPage() ? pullPage(session, (bytes) => wantsWithin(left, bytes)) : undefined);
  let asked = ask();
  while (asked !== undefined) {
    const answer = await asked;
    const { fresh, spaces, isEmpty } = follow(knownBySpace, answer.page);
    const rewound = rewind(session, knownBySpace, answer.diverged);
    if (answer.more && fresh === 0 && !rewound)
      throw malformedAnswer('it promises more entries and gives none that are new');
    // nothing is left of the lanes that were named; those behind them come next
    if (!answer.more && !rewound) left = left.slice(answer.named);
    const isMore = left.length > 0;
    asked = isMore ? ask() : undefined;
    const receivedBefore = session.entriesReceived;
    if (!isEmpty) await whileAsking(session, asked, () => takePage(session, answer.page, spaces));
    if (session.entriesReceived === receivedBefore) {
      budget.giveBack();
      if (isMore) asked ??= ask();
    }
    session.report();
  }
}

/** About what one lane, and one of its ids, costs in a question, bytes. */
const [LANE_BYTES, ID_BYTES] = [110, 150];

/** The first lanes, as many as a line carries at once: a page is filled from the first on (SYN-8). At least one. */
function wantsWithin(lanes: readonly KnownEntries[], bytes: number): Want[] {
  const wants: Want[] = [];
  let size = 0;
  for (const known of lanes) {
    size += LANE_BYTES + ID_BYTES * known.size;
    if (wants.length > 0 && size > bytes) break;
    wants.push(known.want());
  }
  return wants;
}

/**
 * Works once the call under way has left this machine, so that the peer does its part at the same time. Where the work
 * fails, the call is ended first: calls of a session go one after the other.
 */
async function whileAsking(
  { client }: Session,
  asked: Promise<unknown> | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const ended = asked?.catch(() => undefined); // its failure is met when it is its turn, or not at all
  try {
    if (asked !== undefined) await client.sent?.();
    await work();
  } catch (error) {
    await ended;
    throw error;
  }
}

/** What the page adds to what is known here, once it is committed. */
function follow(knownBySpace: ReadonlyMap<string, KnownEntries>, page: Uint8Array) {
  const decoded = decodePage(page);
  if (!decoded.ok) throw malformedAnswer('its page cannot be read', decoded.error);
  return { ...followEntries(knownBySpace, decoded.value), isEmpty: decoded.value.length === 0 };
}

const LEFT_OUT = new Set(['space-not-entitled', 'space-unknown', 'recall-missing', 'space-too-wide']);

/**
 * Only a space was left out of the page: the receiver may not hold it, or left out its control lane before, or a recall
 * there is younger than this session's look at the control lane, or it has more logs than any sync could name. All else was
 * taken, so the session goes on.
 */
export const onlyLeftOut = (refused: { readonly code: string }): boolean => LEFT_OUT.has(refused.code);

/** Commits a page, which has entries of these spaces. */
async function takePage(session: Session, page: Uint8Array, spaces: ReadonlySet<SpaceId>): Promise<void> {
  const report = await session.replica.ingest(session.client.peer, page);
  if (report.refused !== undefined && !onlyLeftOut(report.refused)) {
    throw syncError('page-refused', `${report.refused.code}, ${report.refused.message}`, {
      data: { ...report.refused },
    });
  }
  session.entriesReceived += report.entries;
  session.quarantined += report.quarantined;
  if (report.entries > 0) for (const space of spaces) session.movedSpaces.add(space);
}

/** Follows what the receiving side of these lanes now knows; says how much of it is news. */
export function advance(
  session: Session,
  knownBySpace: ReadonlyMap<string, KnownEntries>,
  entries: readonly WireEntry[],
  moved: boolean,
): number {
  const { fresh, spaces } = followEntries(knownBySpace, entries);
  if (moved) for (const space of spaces) session.movedSpaces.add(space);
  return fresh;
}

/** Names earlier ids of diverged logs; says whether that makes another question worth while. */
function rewind(
  session: Session,
  knownBySpace: ReadonlyMap<string, KnownEntries>,
  diverged: CallAnswer<'pull'>['diverged'],
): boolean {
  let rewound = false;
  for (const log of diverged) {
    const known = knownBySpace.get(log.space);
    if (known === undefined || known.lane !== log.lane) throw malformedAnswer('it names a log that was not asked for');
    if (!known.names(log)) throw malformedAnswer('a log is said to diverge of which nothing was named');
    known.diverged(log, () => session.replica.ancestors(log));
    rewound = true;
  }
  return rewound;
}
