import { LiaisonError, type SpaceId } from '@liaison/protocol';
import type { PeerClient } from '../client/peer-client.js';
import { sameStanding } from '../compared-view.js';
import { SYNC_LIMITS } from '../limits.js';
import type { SyncReplica } from '../sync-replica.js';
import { exchangeDocuments } from './exchange-documents.js';
import { exchangeLane } from './exchange-lane.js';
import { type FirstCompare, findDifferences, firstNodes, type SpaceDifference } from './find-differences.js';
import { Session, type SyncAlarm, type SyncOptions } from './session.js';
import { settleReceipts } from './settle-receipts.js';

/** What a session did. Entries are counted where they were newly held. */
export interface SyncReport {
  readonly entriesSent: number;
  readonly entriesReceived: number;
  /** Entries received that do not count. */
  readonly quarantined: number;
  /** Both sides stand equal, nothing was refused and there is no alarm. */
  readonly converged: boolean;
  readonly alarms: readonly SyncAlarm[];
  readonly error?: LiaisonError;
}

/**
 * Synchronises with one peer, both ways (SYN-1 to SYN-9). With nothing new it is one call. Expected failures end the
 * session and stand in the report: what was committed before stays, the next session goes on from there.
 */
export async function runSync(
  client: PeerClient,
  replica: SyncReplica,
  options: SyncOptions = {},
): Promise<SyncReport> {
  const session = new Session(client, replica, options);
  try {
    return reportOf(session, await converge(session), session.refusal);
  } catch (error) {
    if (error instanceof LiaisonError) return reportOf(session, false, error);
    throw error;
  }
}

function reportOf(session: Session, equal: boolean, error: LiaisonError | undefined): SyncReport {
  const { entriesSent, entriesReceived, quarantined, alarms } = session;
  const converged = equal && error === undefined && alarms.length === 0;
  const report = { entriesSent, entriesReceived, quarantined, converged, alarms };
  return error === undefined ? report : { ...report, error };
}

async function converge(session: Session): Promise<boolean> {
  session.enter('hello');
  const own = session.view();
  const nodes = firstNodes(own);
  const { nodes: answers, ...theirs } = await session.ask('hello', { ...own.standing, nodes });
  if (sameStanding(theirs, own.standing) && !(await owedReceipts(session))) return true;
  if (theirs.documents !== own.standing.documents) await exchangeDocuments(session);
  let asked = answers === undefined ? undefined : { view: own, nodes, answers };
  for (let round = 0; round < SYNC_LIMITS.roundsMax; round++) {
    const before = session.changes;
    const standing = await settleReceipts(session, await exchangeEntries(session, asked));
    asked = undefined;
    if (sameStanding(standing, session.view().standing)) return true;
    if (session.changes === before) return false;
  }
  return false;
}

/** Makes receipts that a broken earlier session still owes, and says whether there were any. */
async function owedReceipts(session: Session): Promise<boolean> {
  const before = session.view();
  await session.replica.issueReceipts([...before.marksBySpace.keys()] as SpaceId[]);
  return !sameStanding(before.standing, session.view().standing);
}

/**
 * Control lanes first; once they moved, audiences may have changed and all is compared again before a record goes
 * anywhere. Records go in slices, and before each the control lanes are looked at again (SYN-4). Returns the spaces that
 * differed last.
 */
async function exchangeEntries(session: Session, first: FirstCompare | undefined): Promise<SpaceDifference[]> {
  let asked = first;
  for (let controlRounds = 0; ; ) {
    const differences = await findDifferences(session, asked);
    asked = undefined;
    const control = await exchangeLane(session, differences, 'control');
    if (control.moved && controlRounds++ < SYNC_LIMITS.roundsMax) continue;
    const records = await exchangeLane(session, differences, 'record');
    if (!records.partly || !records.moved) return differences;
  }
}
