import type { MappedRow, Mapping } from '@liaison/interchange';
import { orThrow, type SpaceId, type WriterId } from '@liaison/protocol';
import { checkDatabaseFile } from '@liaison/store';
import type { DocumentOffer, IngestReport, KeptPart, PartSlot } from '@liaison/sync';
import { ImportRun, type RowsTaken } from '../commands/import-run.js';
import { keepUp } from '../replica/derived/search-upkeep.js';
import type { Replica } from '../replica/replica.js';
import { type AuditReport, auditSignatures } from '../verify/audit-signatures.js';
import { type JudgedAnew, type JudgingStep, judgeAnew, nextStep } from '../verify/judge-anew.js';
import type { Steps } from '../verify/steps.js';
import { remoteSigner, type SigningLine } from './remote-signer.js';

/** What the thread has open between two jobs. */
export interface WorkDesk {
  readonly replica: Replica;
  readonly imports: Map<number, ImportRun>;
  readonly judgings: Map<number, Steps<JudgedAnew>>;
}

export interface ImportOpening {
  readonly run: number;
  readonly writer: WriterId;
  readonly line: SigningLine;
  readonly space: SpaceId;
  readonly mapping: Mapping;
  readonly dryRun: boolean;
}

interface PartOf {
  readonly peer: WriterId;
  readonly slot: PartSlot;
}

const runOf = ({ imports }: WorkDesk, run: number): ImportRun => {
  const found = imports.get(run);
  if (found === undefined) throw new Error(`no import ${run} is open`);
  return found;
};

/** What can be asked of the thread, by name. Inputs and answers pass by structured clone. */
export const WORK_JOBS = {
  ingest: ({ replica }: WorkDesk, { peer, page }: { peer: WriterId; page: Uint8Array }): IngestReport =>
    replica.ingest(peer, page),
  admitDocuments: ({ replica }: WorkDesk, { peer, offer }: { peer: WriterId; offer: DocumentOffer }) =>
    orThrow(replica.admitDocuments(peer, offer)),
  admitIntroduction: ({ replica }: WorkDesk, { offer }: { offer: DocumentOffer }) =>
    orThrow(replica.admitIntroduction(offer)),
  admitReceipts: ({ replica }: WorkDesk, { peer, tokens }: { peer: WriterId; tokens: readonly string[] }): number =>
    replica.admitReceipts(peer, tokens),
  keepPart: ({ replica }: WorkDesk, { peer, slot, part }: PartOf & { part: KeptPart }): number =>
    replica.parts.keep(peer, slot, part),
  dropPart: ({ replica }: WorkDesk, { peer, slot }: PartOf): void => replica.parts.drop(peer, slot),
  issueReceipts: ({ replica }: WorkDesk, { spaces }: { spaces: readonly SpaceId[] }): void =>
    replica.issueReceipts(spaces),
  keepUp: ({ replica }: WorkDesk, { atOnce }: { atOnce: number }): boolean => keepUp(replica.context, atOnce),
  audit: ({ replica }: WorkDesk, { entries }: { entries: number }): AuditReport => auditSignatures(replica, entries),
  checkFile: ({ replica }: WorkDesk, _input: object) => checkDatabaseFile(replica.context.store.database),
  /** The next step of judging everything anew, the first of a run as well. */
  judge: ({ replica, judgings }: WorkDesk, { run }: { run: number }): JudgingStep => {
    const steps = judgings.get(run) ?? judgeAnew(replica);
    judgings.set(run, steps);
    return nextStep(steps);
  },
  endJudging: ({ judgings }: WorkDesk, { run }: { run: number }): void => {
    judgings.get(run)?.return({ sections: 0, problems: [] });
    judgings.delete(run);
  },
  openImport: ({ replica, imports }: WorkDesk, { run, writer, line, ...input }: ImportOpening): void => {
    const certificate = replica.certificate(writer);
    if (certificate === undefined) throw new Error(`${writer} has no certificate`);
    imports.set(run, new ImportRun(replica, { certificate, key: remoteSigner(line) }, input));
  },
  addRows: (desk: WorkDesk, { run, rows }: { run: number; rows: readonly MappedRow[] }): RowsTaken =>
    runOf(desk, run).add(rows),
  endImport: (desk: WorkDesk, { run }: { run: number }): RowsTaken => runOf(desk, run).end(),
  dropImport: ({ imports }: WorkDesk, { run }: { run: number }): void => void imports.delete(run),
} as const;

export type JobName = keyof typeof WORK_JOBS;
export type JobInput<Name extends JobName> = Parameters<(typeof WORK_JOBS)[Name]>[1];
export type JobAnswer<Name extends JobName> = ReturnType<(typeof WORK_JOBS)[Name]>;
