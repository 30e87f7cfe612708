import { homeAlarms } from '../queries/home-alarms.js';
import { outboxOf } from '../queries/outbox.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { entitlementOf } from '../replica/rights/entitlement.js';
import { type Finding, finding } from './findings.js';

const DAY_MS = 86_400_000;
/** What waits longer than this waits for something that does not come by itself. */
const WAIT_DAYS = 7;
const SILENT_DAYS = 14;

/** What has come and does not count yet, what has not left, and what others have contradicted or refused. */
export function examineExchange(context: ReplicaContext): Finding[] {
  return [
    ...waitingFindings(context),
    ...unreadFindings(context),
    ...outboxFindings(context),
    ...homeAlarms(context),
    ...refusalFindings(context),
    ...silentPeers(context),
  ];
}

const daysSince = ({ clock }: ReplicaContext, at: string): number =>
  Math.floor((clock.unixMs() - Date.parse(at)) / DAY_MS);

const entries = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`;

function waitingFindings(context: ReplicaContext): Finding[] {
  const oldest = context.store.health.oldestPending();
  if (oldest === undefined) return [];
  const days = daysSince(context, oldest.at);
  const why = `${entries(context.store.setAside.pendingCount())} cannot count yet; the oldest came ${days} days ago and needs ${oldest.missing}`;
  return [finding(days >= WAIT_DAYS ? 'entries-wait-long' : 'entries-wait', why, oldest.space)];
}

function unreadFindings({ store }: ReplicaContext): Finding[] {
  const [unread, damaged] = [store.health.unreadOperations(), store.health.damagedSignatures()];
  return [
    ...(unread > 0 ? [finding('entries-unread', `${unread} operations are`)] : []),
    ...(damaged > 0 ? [finding('signatures-damaged', `The signatures of ${entries(damaged)} were damaged`)] : []),
  ];
}

function outboxFindings(context: ReplicaContext): Finding[] {
  const isAlone = !hasOtherHomes(context);
  return context.store.spaces.all().flatMap((space) => {
    if (entitlementOf(context, context.home, space.row) !== 'all') return [];
    const { audience, owner } = context.standings.of(space.row);
    // what nobody else may hold is nobody's to receipt
    if (isAlone && [owner, ...audience].every((member) => member === context.member)) return [];
    const { waiting, oldestAt } = outboxOf(context, space);
    const days = oldestAt === null ? 0 : daysSince(context, oldestAt);
    if (days < WAIT_DAYS) return [];
    const why = `Nobody has receipted ${entries(waiting)} of this home, the oldest of ${days} days ago`;
    return [finding('receipts-owed', why, space.id)];
  });
}

const hasOtherHomes = ({ authority, member, home }: ReplicaContext): boolean =>
  [...authority.certificates().values()].some(
    ({ claims }) => claims.member === member && claims.role === 'service' && claims.writer !== home,
  );

function refusalFindings({ store }: ReplicaContext): Finding[] {
  const [last] = store.setAside.refusals(1);
  if (last === undefined) return [];
  const count = store.setAside.refusalCount();
  const pages = count === 1 ? 'A page or document was refused' : `${count} pages or documents were refused`;
  return [finding('pages-refused', `${pages}, the last at ${last.at} from ${last.peer} (${last.code})`, last.peer)];
}

function silentPeers(context: ReplicaContext): Finding[] {
  const silent = context.store.exchange
    .peers()
    .filter(({ contacted }) => contacted !== null && daysSince(context, contacted) >= SILENT_DAYS)
    .map(({ writer, contacted }) => {
      const member = context.authority.certificate(writer as typeof context.home)?.claims.member ?? '?';
      return { writer, text: `${member} (last at ${contacted})` };
    });
  if (silent.length === 0) return [];
  const why = `No exchange for ${SILENT_DAYS} days with ${silent.map(({ text }) => text).join(', ')}`;
  return [finding('peers-silent', why, silent.length === 1 ? (silent[0]?.writer ?? null) : null)];
}
