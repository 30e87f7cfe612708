import type { OpenHome } from '../home/open-home.js';
import { examineClaimedTimes } from './examine-clock.js';
import { examineExchange } from './examine-exchange.js';
import { examinePeers } from './examine-peers.js';
import { examineWriters } from './examine-writers.js';
import { type Finding, finding } from './findings.js';

export interface OpenHomeFindings {
  readonly findings: readonly Finding[];
  /** Null where no peer was to be called. */
  readonly peers: readonly Finding[] | null;
}

/** What only an open home tells: its keys, what it holds, its exchange with others. Reads only. */
export async function examineOpenHome(home: OpenHome, offline: boolean): Promise<OpenHomeFindings> {
  const { context } = home.replica;
  const service = { writer: home.settings.home, name: home.settings.label };
  const parts = [
    () => examineWriters(context, [service]),
    () => examineWriters(context, home.officers),
    () => examineClaimedTimes(context),
    () => examineExchange(context),
  ];
  const findings = home.replica.reading(() => parts.flatMap(readable));
  return { findings, peers: offline ? null : await examinePeers(context) };
}

/** In a damaged database one part may be readable where another is not. */
function readable(examine: () => Finding[]): Finding[] {
  try {
    return examine();
  } catch (error) {
    return [finding('part-unreadable', error instanceof Error ? error.message : String(error))];
  }
}
