import { type Directory, openDirectory, RosterTree, verifySignature } from '@liaison/identity';
import { openWireEntry } from '@liaison/ledger';
import {
  canonicalJson,
  claimsOfReceipt,
  type EntryId,
  type JsonValue,
  LiaisonError,
  type SpaceId,
  type WriterId,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { EntryRow, LogRow, SectionRow } from '@liaison/store';
import { openSection } from '../replica/derived/project-section.js';
import { wireOf } from '../replica/outgoing/select-entries.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { findRecord } from './find-record.js';

export const PROOF_STEPS = ['value', 'entry', 'signature', 'certificate', 'root'] as const;

/** One link of the chain, checked now from what is stored. */
export interface ProofLine {
  readonly step: (typeof PROOF_STEPS)[number];
  readonly ok: boolean;
  readonly sentence: string;
  /** What the sentence names, for one in another language. Empty where there is nothing to name. */
  readonly facts: ProofFacts;
}

export interface ProofFacts {
  readonly version?: number;
  readonly serial?: number;
}

/** The chain from a value to the root key of whoever said it. */
export interface ValueProof {
  /** Every line holds. */
  readonly ok: boolean;
  readonly value: JsonValue;
  readonly entry: EntryId;
  readonly lane: string;
  readonly seq: number;
  readonly writer: WriterId;
  readonly member: string;
  readonly at: string;
  /** Always five, in the order of `PROOF_STEPS`. */
  readonly lines: readonly ProofLine[];
  /** Other homes that have signed to hold this entry, with the number and claimed time of their last receipt. */
  readonly receipts: readonly {
    readonly member: string;
    readonly home: string;
    readonly number: number;
    readonly at: string;
  }[];
}

export interface ProveInput {
  readonly record: string;
  readonly space?: SpaceId;
  readonly section: string;
  readonly field: string;
  /** Which of the section's values of the field, or author of its text: its place, from 0. */
  readonly index: number;
}

/**
 * Proves who said a value by the verifier, not by anything that was noted before: the section is made again from signed
 * entries, and every hash and signature up to the root key is computed. Throws what `findRecord` throws, and
 * `value-unknown` where the section says no such value.
 */
export function proveValue(context: ReplicaContext, input: ProveInput): ValueProof {
  const found = findRecord(context, input.record, input.space);
  const section = found.sections.find(({ name }) => name === input.section);
  const said = section && saidValue(context, section, input);
  const author = section && said && context.store.operations.authorOf(section.row, said.client, said.clock);
  if (said === undefined || author === undefined) throw unknownValue(input);
  const entry = context.store.entries.byRow(author.entry) as EntryRow;
  const log = context.store.logs.byRow(entry.log) as LogRow;
  const writer = log.writer as WriterId;
  const lines = linesOf(context, { input, said, entry, log, writer });
  return {
    ok: lines.every(({ ok }) => ok),
    value: said.value,
    entry: entry.id,
    lane: log.lane,
    seq: entry.seq,
    writer,
    member: context.authority.certificate(writer)?.claims.member ?? '?',
    at: entry.at,
    lines,
    receipts: receiptsOver(context, found.space.id, entry, log),
  };
}

interface SaidAt {
  readonly value: JsonValue;
  readonly client: number;
  readonly clock: number;
}

/** From the signed updates alone: neither the stored view nor the stored state is looked at. */
function saidValue(context: ReplicaContext, section: SectionRow, { field, index }: ProveInput): SaidAt | undefined {
  const document = openSection(context, { ...section, state: null });
  try {
    const { fields, texts } = document.view();
    const text = texts[field];
    const author = document.textAuthors(field)[index];
    if (text !== undefined) return author && { value: text, ...author };
    const value = fields[field]?.[index];
    if (value === undefined) return undefined;
    const written = document
      .provenance(field)
      .find((one) => one.value !== undefined && canonicalJson(one.value) === canonicalJson(value));
    return written && { value, client: written.client, clock: written.clock };
  } finally {
    document.close();
  }
}

interface Proving {
  readonly input: ProveInput;
  readonly said: SaidAt;
  readonly entry: EntryRow;
  readonly log: LogRow;
  readonly writer: WriterId;
}

function linesOf(context: ReplicaContext, proving: Proving): ProofLine[] {
  const { input, said, entry, writer } = proving;
  const certificate = context.authority.certificate(writer);
  const opened = openWireEntry(wireOf(context, entry), skeletonOf);
  const directory = certificate && reopenedDirectory(context, writer, certificate.token);
  const signed = opened.ok ? opened.value.signed : undefined;
  const key = certificate?.claims.signingKey;
  const isSigned =
    signed !== undefined && key !== undefined && verifySignature(key, signed.signingInput, signed.signature);
  const serial = certificate?.claims.serial ?? 0;
  return [
    line(
      'value',
      true,
      `Made again from signed entries, ${input.section} says this; client ${said.client} wrote it at its clock ${said.clock}.`,
    ),
    entryLine(context, proving, opened.ok && opened.value.id === entry.id),
    line(
      'signature',
      isSigned,
      isSigned ? `The key of writer ${writer} signed it.` : `No signature of writer ${writer} is on it.`,
    ),
    line(
      'certificate',
      directory !== undefined,
      directory === undefined
        ? `No directory certifies writer ${writer}.`
        : `${directory.member} certified that key as serial ${serial}, in version ${directory.version} of its directory.`,
      directory === undefined ? {} : { serial, version: directory.version },
    ),
    rootLine(context, directory),
  ];
}

const line = (step: ProofLine['step'], ok: boolean, sentence: string, facts: ProofFacts = {}): ProofLine => ({
  step,
  ok,
  sentence,
  facts,
});

function entryLine(context: ReplicaContext, { entry, log }: Proving, isIntact: boolean): ProofLine {
  const place = `entry ${entry.id}, number ${entry.seq} in the ${log.lane} lane of its writer`;
  const previous = entry.seq === 1 ? undefined : context.store.entries.at(log.row, entry.seq - 1);
  const links = entry.seq === 1 || previous !== undefined || entry.seq - 1 <= log.baseSeq;
  if (isIntact && links) return line('entry', true, `Its hash is that of ${place}; nothing of it was changed.`);
  return line('entry', false, `What is stored is not ${place}, or its place in the log is broken.`);
}

/** The directory that holds this very certificate, with its delegation and all its signatures checked again. */
function reopenedDirectory(context: ReplicaContext, writer: WriterId, token: string): Directory | undefined {
  const { authority } = context;
  const member = authority.certificate(writer)?.claims.member;
  if (member === undefined) return undefined;
  for (const { token: document } of authority.held(member).toReversed()) {
    const opened = openDirectory(document, authority.authority);
    if (opened.ok && opened.value.certificatesByWriter.get(writer)?.token === token) return opened.value;
  }
  return undefined;
}

function rootLine({ authority }: ReplicaContext, directory: Directory | undefined): ProofLine {
  if (directory === undefined) return line('root', false, 'Without a directory there is no root key to ask.');
  const [first, ...later] = authority.rosters();
  const tree = RosterTree.begin(first?.document);
  const admitted = tree.ok && later.every(({ document }) => tree.value.admit(document).ok);
  const naming = authority
    .rosters()
    .filter(({ claims }) =>
      claims.members.some(({ code, rootKey }) => code === directory.member && rootKey === directory.rootKey),
    )
    .map(({ claims }) => claims.version);
  if (!admitted || naming.length === 0)
    return line('root', false, `No roster names the root key of ${directory.member}.`);
  const version = Math.max(...naming);
  return line(
    'root',
    true,
    `The root key of ${directory.member}, which version ${version} of the roster names, delegated to that directory.`,
    { version },
  );
}

function receiptsOver(context: ReplicaContext, space: SpaceId, { seq }: EntryRow, log: LogRow): ValueProof['receipts'] {
  return context.store.exchange.receiptsOf(space).flatMap(({ holder, token }) => {
    const claims = claimsOfReceipt(token);
    const holds = claims?.heads.some((head) => head.lane === log.lane && head.writer === log.writer && head.seq >= seq);
    if (claims === undefined || holds !== true || holder === context.home) return [];
    const member = context.authority.certificate(holder)?.claims.member ?? '?';
    return [{ member, home: holder, number: claims.number, at: claims.at }];
  });
}

const unknownValue = ({ section, field }: ProveInput) =>
  new LiaisonError(
    'value-unknown',
    `${section} does not say that about ${field} any more.`,
    'Look at the record again: it may have changed.',
  );
