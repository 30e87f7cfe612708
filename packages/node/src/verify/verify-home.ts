import { verifySignature } from '@liaison/identity';
import { foundedGenesis, openWireEntry } from '@liaison/ledger';
import { hex, LiaisonError, type WriterId } from '@liaison/protocol';
import { encodeView, isEmptyView, skeletonOf, viewDigest } from '@liaison/records';
import { checkDatabaseFile, type EntryRow, type LogRow, type SpaceRow } from '@liaison/store';
import { openSection, viewOf } from '../replica/derived/project-section.js';
import { isStillCovered } from '../replica/incoming/signature-repair.js';
import { wireOf } from '../replica/outgoing/select-entries.js';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';

export interface Problem {
  readonly code: string;
  /** `writer lane seq` of an entry, or the place in the file. */
  readonly where: string;
  readonly message: string;
}

export interface VerifyReport {
  readonly entries: number;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
}

/** Of about 20 ms each: others are answered in between. */
const ENTRIES_PER_STEP = 100;
const SECTIONS_PER_STEP = 50;
const PROBLEMS_MAX = 1_000;

export interface VerifyOptions {
  /** Checks the file itself while nothing is written to it. Left out: nobody else writes. */
  readonly checkFile?: () => Promise<readonly Problem[]>;
  readonly onProgress?: (entries: number) => void;
  readonly signal?: AbortSignal;
}

type Report = (problem: Problem) => void;

/**
 * Checks the whole home against what was signed: every page of the file, every claim, body, hash link and signature,
 * and that every derived view is what the log gives. Nothing is changed. It never stops at the first problem, and a part
 * that a damaged page makes unreadable is a problem of its own. Throws `verify-interrupted` when the signal is aborted: a
 * check that was not finished says nothing.
 */
export async function verifyHome(replica: Replica, options: VerifyOptions = {}): Promise<VerifyReport> {
  const { context } = replica;
  const readable = readingFrom(replica);
  const { checkFile = () => Promise.resolve(checkDatabaseFile(context.store.database)) } = options;
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    if (problems.length < PROBLEMS_MAX) problems.push(problem);
  };
  for (const problem of await checkFile()) report(problem);
  let entries = 0;
  const spaces = readable('spaces', () => context.store.spaces.all(), report) ?? [];
  for (const space of spaces) {
    await turn(options.signal);
    for (let after = 0; ; ) {
      const rows = readable(space.id, () => context.store.entries.ofSpace(space.row, after, ENTRIES_PER_STEP), report);
      for (const row of rows ?? []) readable(`entry ${row.id}`, () => verifyEntry(context, space, row, report), report);
      entries += rows?.length ?? 0;
      options.onProgress?.(entries);
      after = rows?.at(-1)?.row ?? after;
      if ((rows?.length ?? 0) < ENTRIES_PER_STEP) break;
      await turn(options.signal);
    }
    readable(space.id, () => verifyLogs(context, space, report), report);
  }
  await verifyViews(replica, report, options.signal);
  return { entries, ok: problems.length === 0, problems };
}

/** Lets a serving node answer others between two steps, and stops where it was asked to. */
export async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal?.aborted !== true) return;
  throw new LiaisonError(
    'verify-interrupted',
    'The check was interrupted, so it says nothing about this home.',
    'Run it again to the end.',
  );
}

/**
 * Reads a part of the home from one snapshot; what cannot be read is reported, and the check goes on with the next part.
 */
const readingFrom =
  (replica: Replica) =>
  <T>(where: string, read: () => T, report: Report): T | undefined => {
    try {
      return replica.reading(read);
    } catch (error) {
      const code = error instanceof LiaisonError ? error.code : 'unreadable';
      report({ code, where, message: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };

function verifyEntry(context: ReplicaContext, space: SpaceRow, row: EntryRow, report: Report): void {
  const log = context.store.logs.byRow(row.log) as LogRow;
  const where = `${log.writer} ${log.lane} ${row.seq}`;
  const opened = openWireEntry(wireOf(context, row), skeletonOf);
  if (!opened.ok) {
    report({ code: opened.error.code, where, message: opened.error.message });
    return;
  }
  const { claims, id, signed, operations } = opened.value;
  if (operations.some((operation) => operation.purged && !isStillCovered(context, row, operation))) {
    report({ code: 'content-missing', where, message: 'Its content is gone and no recall that counts covers it.' });
  }
  if (id !== row.id) report({ code: 'entry-id-wrong', where, message: 'The stored claims are not those of this id.' });
  const inPlace = claims.writer === log.writer && claims.lane === log.lane && claims.seq === row.seq;
  if (!inPlace || claims.space !== space.id) {
    report({ code: 'entry-out-of-place', where, message: 'The entry stands in another log than it says.' });
  }
  const previous = previousOf(context, log, row);
  if (claims.prev !== (previous?.id ?? null)) {
    report({ code: 'chain-broken', where, message: 'The entry does not name the one before it.' });
  }
  for (const head of claims.heads) {
    if (context.store.entries.byId(head) === undefined) {
      report({ code: 'head-missing', where, message: 'An entry of its causal past is not held.' });
    }
  }
  const certificate = context.authority.certificate(log.writer as WriterId);
  const valid =
    certificate !== undefined && verifySignature(certificate.claims.signingKey, signed.signingInput, signed.signature);
  if (!valid) report({ code: 'signature-wrong', where, message: 'Its signature is not the one of its writer.' });
  // without right it founds nothing and claims nothing: anybody may have pushed it
  const isFirst = row.noRight === null && claims.seq === 1 && log.lane === 'control' && claims.heads.length === 0;
  if (isFirst && foundedGenesis(opened.value) === undefined) {
    report({ code: 'genesis-wrong', where, message: 'A first control entry names nothing and founds nothing.' });
  }
}

function previousOf(context: ReplicaContext, log: LogRow, row: EntryRow): EntryRow | undefined {
  if (row.seq === 1) return undefined;
  const before = row.seq - 1;
  if (before > log.baseSeq || log.base === null) return context.store.entries.at(log.row, before);
  let base = context.store.logs.byRow(log.base);
  while (base !== undefined && base.base !== null && before <= base.baseSeq) base = context.store.logs.byRow(base.base);
  return base && context.store.entries.at(base.row, before);
}

/** A log that lost its end has no broken link to tell of it. */
function verifyLogs(context: ReplicaContext, space: SpaceRow, report: Report): void {
  for (const { row, writer, lane, tipSeq, tipEntry } of context.store.logs.ofSpace(space.row)) {
    if (context.store.entries.at(row, tipSeq)?.row === tipEntry) continue;
    const where = `${writer} ${lane} ${tipSeq}`;
    report({ code: 'log-incomplete', where, message: 'The last entry of the log is not where it was held.' });
  }
}

async function verifyViews(replica: Replica, report: Report, signal: AbortSignal | undefined): Promise<void> {
  const { context } = replica;
  const readable = readingFrom(replica);
  const sections = readable('sections', () => context.store.sections.allSections(), report) ?? [];
  for (const [i, row] of sections.entries()) {
    if (i % SECTIONS_PER_STEP === 0) await turn(signal);
    readable(`section ${row}`, () => verifyView(context, row, report), report);
  }
}

/** Also a section that says nothing: it may have been made to. */
function verifyView(context: ReplicaContext, row: number, report: Report): void {
  const section = context.store.sections.sectionByRow(row);
  if (section === undefined) return;
  const document = openSection(context, { ...section, state: null });
  try {
    const view = document.view();
    const silent = isEmptyView(view) && !section.speaks;
    const shown = encodeView(viewOf(context, section));
    if (silent || (encodeView(view) === shown && hex(viewDigest(view)) === hex(section.digest))) return;
    const where = `${context.store.sections.recordByRow(section.record)?.id} ${section.kind} ${section.name}`;
    report({ code: 'view-differs', where, message: 'What is shown is not what the log says.' });
  } finally {
    document.close();
  }
}
