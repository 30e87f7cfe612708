import { encodePage, PAGE_HEAD_BYTES, type Tip } from '@liaison/protocol';
import { batches } from '../batches.js';
import { malformedAnswer, syncError } from '../errors.js';
import { type KnownEntries, logKey } from '../known-entries.js';
import { bySpace, laneBatches } from '../known-lanes.js';
import { SYNC_LIMITS } from '../limits.js';
import type { LogName, Selection } from '../sync-replica.js';
import { pushPage } from './carry-page.js';
import type { PageBudget } from './page-budget.js';
import { advance, onlyLeftOut } from './pull-entries.js';
import type { Session } from './session.js';

/**
 * Pushes what the peer lacks of these lanes, page by page (SYN-6). A page that the peer refuses ends pushing for this
 * session; the refusal is reported, receipts are still exchanged.
 */
export async function pushEntries(session: Session, lanes: readonly KnownEntries[], budget: PageBudget): Promise<void> {
  for (const batch of laneBatches(lanes)) {
    if (session.refusal === undefined) await drain(session, batch, budget);
  }
}

async function drain(session: Session, lanes: readonly KnownEntries[], budget: PageBudget): Promise<void> {
  const knownBySpace = bySpace(lanes);
  while (budget.takesPage()) {
    const wants = lanes.map((known) => known.want());
    const selection = session.replica.select(session.client.peer, wants, session.pageSize.bytes - PAGE_HEAD_BYTES);
    const sentBefore = session.entriesSent;
    const sent = await pushSelected(session, knownBySpace, selection);
    if (session.entriesSent === sentBefore) budget.giveBack();
    if (session.refusal !== undefined) return;
    const rewound = await rewind(session, knownBySpace, selection.diverged);
    session.report();
    if (!rewound && (!selection.more || sent === 0)) return;
  }
}

async function pushSelected(
  session: Session,
  knownBySpace: ReadonlyMap<string, KnownEntries>,
  { entries }: Selection,
): Promise<number> {
  if (entries.length === 0) return 0;
  const answer = await pushPage(session, encodePage(entries));
  if (answer.refused !== undefined && !onlyLeftOut(answer.refused)) {
    session.refusal = syncError('peer-refused-page', answer.refused.code, { data: { code: answer.refused.code } });
    return 0;
  }
  if (answer.entries > entries.length) throw malformedAnswer('it counts more entries than a page held');
  session.entriesSent += answer.entries;
  return advance(session, knownBySpace, entries, answer.entries > 0);
}

/** Asks the peer for earlier ids of logs whose tips we do not hold, so that we send from where they part. */
async function rewind(
  session: Session,
  knownBySpace: ReadonlyMap<string, KnownEntries>,
  diverged: readonly LogName[],
): Promise<boolean> {
  const divergedTimes = (log: LogName) => knownBySpace.get(log.space)?.divergedTimes(log) ?? 2;
  const logs = diverged.filter((log) => divergedTimes(log) < 2);
  const earlierByLog = new Map<string, readonly Tip[]>();
  const limits = { countMax: SYNC_LIMITS.ancestorLogsMax, weightMax: SYNC_LIMITS.ancestorLogsMax };
  for (const batch of batches(
    logs.filter((log) => divergedTimes(log) === 0),
    () => 1,
    limits,
  )) {
    const answer = await session.ask('ancestors', { logs: batch });
    for (const [i, log] of batch.entries()) earlierByLog.set(logKey(log), answer.logs[i] ?? []);
  }
  for (const log of logs) knownBySpace.get(log.space)?.diverged(log, () => earlierByLog.get(logKey(log)) ?? []);
  return logs.length > 0;
}
