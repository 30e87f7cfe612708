import { existsSync } from 'node:fs';
import { homePaths } from '../home/home-paths.js';
import type { OpenHome } from '../home/open-home.js';
import { copyNotice, homeCopied } from '../replica/rights/copied-home.js';
import { examineClaimedTimes } from './examine-clock.js';
import { examineExchange } from './examine-exchange.js';
import { examinePeers } from './examine-peers.js';
import { examineWriters } from './examine-writers.js';
import { type Finding, finding, findingOfError } from './findings.js';

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
    () => examinePlace(home),
    () => examineWriters(context, [service]),
    () => examineWriters(context, home.officers),
    () => examineClaimedTimes(context),
    () => examineExchange(context),
  ];
  const findings = home.replica.reading(() => parts.flatMap(readable));
  return { findings, peers: offline ? null : await examinePeers(context) };
}

/** A home that was copied, moved or restored signs nothing; how far it is on the way out. */
function examinePlace({ replica, folder, settings }: OpenHome): Finding[] {
  const notice = copyNotice(replica.context);
  if (notice === undefined) return [];
  const waits = existsSync(homePaths(folder).nextSettings);
  return [
    findingOfError(homeCopied(notice), 'error', settings.home),
    ...(waits ? [finding('machine-renewal-waits', '', settings.home)] : []),
  ];
}

/** In a damaged database one part may be readable where another is not. */
function readable(examine: () => Finding[]): Finding[] {
  try {
    return examine();
  } catch (error) {
    return [finding('part-unreadable', error instanceof Error ? error.message : String(error))];
  }
}
