import { LiaisonError } from '@liaison/protocol';
import { checkClosedDatabaseFile, isHomeLocked } from '@liaison/store';
import { openDeskSession } from '../desk/desk-session.js';
import { isListening } from '../desk/local-client.js';
import { readHomeText } from '../home/durable-files.js';
import { homeError } from '../home/home-errors.js';
import { homePaths } from '../home/home-paths.js';
import { type HomeSettings, readHomeSettings } from '../home/home-settings.js';
import { type OpenHomeOptions, openHome } from '../home/open-home.js';
import { readRunningNode } from '../home/running-node.js';
import { openHomeKeys } from '../home/sealed-keys.js';
import { examineClock } from './examine-clock.js';
import { examineFiles } from './examine-files.js';
import { examineOpenHome } from './examine-open-home.js';
import { type Finding, finding, findingOfError } from './findings.js';
import { withHomeCopy } from './home-copy.js';

export type ExaminedPart = 'files' | 'clock' | 'database' | 'data' | 'peers';

export interface Examination {
  /** Nothing of severity `error` or `warning`. What was skipped is not known to be sound. */
  readonly ok: boolean;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly examined: readonly ExaminedPart[];
  readonly skipped: readonly { readonly part: ExaminedPart; readonly why: string }[];
}

export interface ExamineHomeOptions extends Omit<OpenHomeOptions, 'passphrase'> {
  readonly passphrase: () => Promise<string>;
  /** Call no peer. */
  readonly offline: boolean;
}

/**
 * Looks at a home from outside in and says what is wrong with it and how to mend it. Changes nothing: a running node is
 * asked, and a home that nobody has open is examined in a copy. Expected failures are findings; it throws none.
 */
export async function examineHome(options: ExamineHomeOptions): Promise<Examination> {
  const report = new Report();
  const settings = readSettings(options.folder, report);
  report.add('clock', examineClock(options.clock));
  if (settings === undefined) {
    report.skip(['files', 'database', 'data', 'peers'], 'The home cannot be told from its settings.');
    return report.conclude();
  }
  report.add('files', examineFiles(options.folder, settings));
  if (options.offline) report.skip(['peers'], 'No peer was to be called.');
  await examineContent(settings, options, report);
  return report.conclude();
}

/** What comes together while a home is examined. */
class Report {
  readonly #findings: Finding[] = [];
  readonly #examined: ExaminedPart[] = [];
  readonly #skipped: { part: ExaminedPart; why: string }[] = [];

  add(part: ExaminedPart | null, findings: readonly Finding[]): void {
    this.#findings.push(...findings);
    if (part !== null) this.#examined.push(part);
  }

  /** What keeps the rest from being looked at. */
  failed(error: unknown, why: string): void {
    if (!(error instanceof LiaisonError)) throw error;
    this.#findings.push(findingOfError(error, error.code === 'home-not-enrolled' ? 'warning' : 'error'));
    this.skip(['database', 'data', 'peers'], why);
  }

  skip(parts: readonly ExaminedPart[], why: string): void {
    const known = new Set([...this.#examined, ...this.#skipped.map(({ part }) => part)]);
    for (const part of parts) if (!known.has(part)) this.#skipped.push({ part, why });
  }

  has(code: string, about: string): boolean {
    return this.#findings.some((found) => found.code === code && found.about === about);
  }

  conclude(): Examination {
    const order = { error: 0, warning: 1, notice: 2 };
    const findings = [...this.#findings].sort((a, b) => order[a.severity] - order[b.severity]);
    const ok = findings.every(({ severity }) => severity === 'notice');
    return { ok, findings, examined: this.#examined, skipped: this.#skipped };
  }
}

function readSettings(folder: string, report: Report): HomeSettings | undefined {
  try {
    return readHomeSettings(homePaths(folder));
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    report.add(null, [findingOfError(error, 'error', folder)]);
    return undefined;
  }
}

async function examineContent(settings: HomeSettings, options: ExamineHomeOptions, report: Report): Promise<void> {
  const { folder } = options;
  const node = readRunningNode(folder);
  if (node !== undefined && (await isListening(node.socket))) return askNode(options, report);
  if (node !== undefined) report.add(null, [finding('node-not-listening', homePaths(folder).runningNode)]);
  if (isHomeLocked(folder)) {
    report.add(null, [finding('home-held', '', folder)]);
    return report.skip(['database', 'data', 'peers'], 'Another process holds the home.');
  }
  if (settings.state !== 'ready') {
    const error = homeError('home-not-enrolled', folder);
    return report.failed(error, 'The home waits for its certificates.');
  }
  return examineCopy(options, report);
}

async function askNode(options: ExamineHomeOptions, report: Report): Promise<void> {
  const session = await openDeskSession(options);
  const { findings, peers } = await session.calls.home.examine({ offline: options.offline });
  report.add('data', findings);
  if (peers !== null) report.add('peers', peers);
  report.skip(['database'], 'A node has it open; `liaison verify` checks every page of it.');
}

async function examineCopy(options: ExamineHomeOptions, report: Report): Promise<void> {
  const { folder } = options;
  if (report.has('home-file-missing', homePaths(folder).database)) {
    return report.skip(['database', 'data', 'peers'], 'The database is missing.');
  }
  const passphrase = await options.passphrase().catch((error: unknown) => {
    if (!(error instanceof LiaisonError)) throw error;
    report.skip(['database', 'data', 'peers'], error.message);
  });
  if (passphrase === undefined) return;
  try {
    await withHomeCopy(folder, (copy) => examineUnlocked(copy, { ...options, passphrase }, report));
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    report.add(null, [finding('copy-not-made', error.message)]);
    report.skip(['database', 'data', 'peers'], 'The home could not be copied.');
  }
}

interface Unlocked extends Omit<ExamineHomeOptions, 'passphrase'> {
  readonly passphrase: string;
}

async function examineUnlocked(copy: string, options: Unlocked, report: Report): Promise<void> {
  const paths = homePaths(copy);
  try {
    const { databaseKey } = await openHomeKeys(options.passphrase, readHomeText(paths.homeKeys));
    const problems = checkClosedDatabaseFile(paths.database, databaseKey);
    report.add(
      'database',
      problems.map(({ where, message }) => damagedPage(where, message)),
    );
    const home = await openHome({ ...options, folder: copy, placedAt: options.folder });
    try {
      const { findings, peers } = await examineOpenHome(home, options.offline);
      report.add('data', findings);
      if (peers !== null) report.add('peers', peers);
    } finally {
      home.abandon();
    }
  } catch (error) {
    report.failed(error, 'The home could not be opened.');
  }
}

const damagedPage = (where: string, message: string): Finding => ({
  ...finding('database-pages-damaged', message),
  about: where,
});
