import { canonicalJson, type JsonValue, type RecordId, type SpaceId, type WriterId } from '@liaison/protocol';
import { type FieldType, type KindSpec, kindSpec } from '@liaison/records';
import type { SectionRow } from '@liaison/store';
import { standingOrder } from '../replica/derived/list-record.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { Attributions } from './attribution.js';
import { type FoundRecord, findRecord } from './find-record.js';
import { type LastChange, lastChangeOf } from './last-change.js';
import { recallsOfRecord, type ShownRecall } from './list-recalls.js';
import { spaceTitle } from './list-spaces.js';
import { ProvenTimes } from './proven-times.js';
import { readerOf } from './reading-officer.js';
import { type Founding, foundingOf } from './record-founding.js';
import { type SaidCell, SectionReader } from './section-reader.js';

/** Whether the sections that say something about a field say the same. */
export type FieldStanding = 'agreed' | 'single' | 'different' | 'silent';

/** One line of the table: a field, what stands for it, and what each section says. */
export interface TableField {
  readonly name: string;
  /** Null for a field that this version's kind does not know: it is shown as it is. */
  readonly type: FieldType | null;
  readonly standing: FieldStanding;
  /** Some section says several values that nobody has settled. */
  readonly conflict: boolean;
  /** The value that stands meanwhile, by `rule`; null where nothing is said. */
  readonly stands: { readonly value: JsonValue; readonly section: string; readonly rule: StandingRule } | null;
  /** By section; absent: it is silent. */
  readonly cells: Readonly<Record<string, SaidCell>>;
}

/** `agreed`: all say so; `joint`: the joint section says so; `founder`: the section with which the record began; `first`: the first that speaks. */
export type StandingRule = 'agreed' | 'joint' | 'founder' | 'first';

/** One column: a member's section, or the joint one. */
export interface TableColumn {
  readonly section: string;
  /** The record began with it. */
  readonly founder: boolean;
  readonly speaks: boolean;
  /** An officer of this home with the power to write may change it. */
  readonly mine: boolean;
}

/** A record as the table of who says what. */
export interface RecordTable {
  readonly record: RecordId;
  readonly number: string | null;
  readonly kind: string;
  /** False where this version does not know the kind: fields then stand in the order of their names. */
  readonly known: boolean;
  readonly space: {
    readonly id: SpaceId;
    readonly title: string | null;
    readonly owner: string;
    readonly audience: readonly string[];
  };
  readonly columns: readonly TableColumn[];
  readonly fields: readonly TableField[];
  readonly founded: Founding | null;
  readonly changed: LastChange | null;
  readonly recalls: readonly ShownRecall[];
  /** Give it to `record.seen`; 0 where nothing is said any more. */
  readonly change: number;
  readonly unread: boolean;
}

/** Throws what `findRecord` throws. */
export function recordTable(context: ReplicaContext, officer: WriterId, text: string, space?: SpaceId): RecordTable {
  const found = findRecord(context, text, space);
  const { record, kind } = found;
  const attributions = new Attributions(context);
  const ofKind = context.store.sections
    .sectionsOf(record.row)
    .filter((section) => section.kind === kind)
    .sort((a, b) => a.row - b.row);
  const founder = ofKind[0]?.name;
  const reader = readerOf(context, officer);
  const listed = context.store.listed.ofRecord(record.row).find((row) => row.kind === kind);
  const seen = listed === undefined ? 0 : Math.max(reader.seenTo, context.store.seen.of(officer, listed.row));
  return {
    record: record.id,
    number: record.number,
    kind,
    known: kindSpec(kind) !== undefined,
    space: spaceOf(context, found),
    columns: columnsOf(context, found, ofKind),
    fields: fieldsOf(context, found, founder, attributions),
    founded: foundingOf(context, attributions, found, ofKind),
    changed: lastChangeOf(context, attributions, ofKind),
    recalls: recallsOfRecord(context, found.space, record.id),
    change: listed?.change ?? 0,
    unread: listed !== undefined && listed.client !== reader.client && listed.change > seen,
  };
}

function spaceOf(context: ReplicaContext, { space }: FoundRecord): RecordTable['space'] {
  const { owner, audience } = context.standings.of(space.row);
  return { id: space.id, title: spaceTitle(context, space), owner, audience: [...audience] };
}

/** Joint first, then the members that have spoken in the order in which they began, and the own member in any case. */
function columnsOf(
  context: ReplicaContext,
  { kind, space }: FoundRecord,
  ofKind: readonly SectionRow[],
): TableColumn[] {
  const canJoin = kindSpec(kind)?.joint === true && context.standings.of(space.row).audience.size > 0;
  const column = (section: string): TableColumn => ({
    section,
    founder: section === ofKind[0]?.name,
    speaks: ofKind.some(({ name, speaks }) => name === section && speaks),
    mine: section === context.member || (section === 'joint' && canJoin),
  });
  const names = ofKind.filter(({ speaks }) => speaks).map(({ name }) => name as string);
  const columns = new Set([...names, context.member, ...(canJoin ? ['joint'] : [])]);
  return standingOrder([...columns].map((name) => ({ name }))).map(({ name }) => column(name));
}

function fieldsOf(
  context: ReplicaContext,
  found: FoundRecord,
  founder: string | undefined,
  attributions: Attributions,
): TableField[] {
  const times = new ProvenTimes(context, found.space.id);
  const readers = [...found.sections]
    .sort((a, b) => a.row - b.row)
    .map((section) => new SectionReader(context, section, attributions, times));
  try {
    const spec = kindSpec(found.kind);
    return namesOf(spec, readers).map((name) => fieldOf(name, spec, founder, readers));
  } finally {
    for (const reader of readers) reader.close();
  }
}

/** As the kind lists them, also those nobody speaks about, then those it does not know. */
function namesOf(spec: KindSpec | undefined, readers: readonly SectionReader[]): string[] {
  const known = spec?.fields.map(({ name }) => name) ?? [];
  const others = new Set(readers.flatMap((reader) => reader.names()).filter((name) => !known.includes(name)));
  return [...known, ...[...others].sort()];
}

function fieldOf(
  name: string,
  spec: KindSpec | undefined,
  founder: string | undefined,
  readers: readonly SectionReader[],
): TableField {
  const said = readers.flatMap((reader) => {
    const cell = reader.cell(name);
    return cell === undefined ? [] : [{ name: reader.section as string, cell }];
  });
  const sayings = new Set(
    said.map(({ cell }) =>
      cell.values
        .map(({ value }) => canonicalJson(value))
        .sort()
        .join(),
    ),
  );
  const standing =
    said.length < 2 ? (said.length === 0 ? 'silent' : 'single') : sayings.size === 1 ? 'agreed' : 'different';
  const [first] = standingOrder(said);
  const value = first?.cell.values[0]?.value;
  const rule = ruleOf(standing, first?.name, founder);
  return {
    name,
    type: spec?.fields.find((field) => field.name === name)?.type ?? null,
    standing,
    conflict: said.some(({ cell }) => cell.conflict),
    stands: first === undefined || value === undefined ? null : { value, section: first.name, rule },
    cells: Object.fromEntries(said.map((one) => [one.name, one.cell])),
  };
}

function ruleOf(standing: FieldStanding, section: string | undefined, founder: string | undefined): StandingRule {
  if (standing === 'agreed') return 'agreed';
  if (section === 'joint') return 'joint';
  return section === founder ? 'founder' : 'first';
}
