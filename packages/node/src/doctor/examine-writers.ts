import type { LogRow } from '@liaison/store';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type Finding, finding } from './findings.js';

const DAY_MS = 86_400_000;
const RENEW_DAYS = 30;

/** A key of this home, as people call it. */
export interface NamedWriter {
  readonly writer: Parameters<Replica['certificate']>[0];
  readonly name: string;
}

/** What hinders the keys of this home: no certificate, one that ends, a report, a pin, a fork. */
export function examineWriters(context: ReplicaContext, writers: readonly NamedWriter[]): Finding[] {
  const hasSuccessor = ({ name, writer }: NamedWriter) =>
    writers.some((other) => other.name === name && other.writer !== writer && isNewer(context, other, writer));
  return writers.flatMap((writer) => (hasSuccessor(writer) ? [] : examineWriter(context, writer)));
}

const isNewer = ({ authority }: ReplicaContext, { writer }: NamedWriter, than: NamedWriter['writer']): boolean =>
  (authority.certificate(writer)?.claims.serial ?? 0) > (authority.certificate(than)?.claims.serial ?? 0);

function examineWriter(context: ReplicaContext, { writer, name }: NamedWriter): Finding[] {
  const certificate = context.authority.certificate(writer);
  if (certificate === undefined) return [finding('certificate-missing', name, writer)];
  return [
    ...endFindings(context, name, writer, certificate.claims.until),
    ...(context.authority.isRevoked(writer) ? [finding('writer-reported', name, writer)] : []),
    ...stoppedLogs(context, name, writer),
  ];
}

function endFindings({ clock }: ReplicaContext, name: string, writer: string, until: string | null): Finding[] {
  if (until === null) return [];
  const days = Math.floor((Date.parse(until) - clock.unixMs()) / DAY_MS);
  if (days < 0) return [finding('certificate-ended', `${name} ended at ${until}`, writer)];
  return days < RENEW_DAYS ? [finding('certificate-ends-soon', `${name} ends at ${until}`, writer)] : [];
}

function stoppedLogs(context: ReplicaContext, name: string, writer: NamedWriter['writer']): Finding[] {
  const logs = context.store.logs.everywhereOf(writer);
  return [
    ...(logs.some((log) => log.pinnedTo !== null) ? [finding('writer-pinned', name, writer)] : []),
    ...(logs.some((log) => isForked(context, log)) ? [finding('writer-forked', name, writer)] : []),
  ];
}

const isForked = ({ standings }: ReplicaContext, { space, writer, lane }: LogRow): boolean =>
  standings.of(space).forks.some((fork) => fork.writer === writer && fork.lane === lane);
