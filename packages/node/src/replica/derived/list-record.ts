import type { JsonValue } from '@liaison/protocol';
import { kindSpec, normaliseQuantity, type SectionView } from '@liaison/records';
import type { Facets, ListedRow, RecordRow, SectionRow } from '@liaison/store';
import type { ReplicaContext } from '../replica-context.js';

/** A section as a transaction has left it. */
export interface SavedView {
  readonly section: SectionRow;
  /** Undefined where it is cheaper to read it again than to keep it until the end of the transaction. */
  readonly view: SectionView | undefined;
  /** Whether it says something else than before. */
  readonly differs: boolean;
}

/** A section that a transaction has brought up to date. */
export interface ChangedSection extends SavedView {
  /** It is all that its record has: nothing else has to be read. */
  readonly isWhole: boolean;
  /** Yjs client of the last update; null where something stopped or began to count. */
  readonly client: number | null;
}

type ViewOf = (context: ReplicaContext, section: SectionRow) => SectionView;

/** The records whose sections a transaction has brought up to date, to be listed once at its end. */
export class ChangedRecords {
  readonly #sections = new Map<number, ChangedSection[]>();

  get size(): number {
    return this.#sections.size;
  }

  rows(): Iterable<number> {
    return this.#sections.keys();
  }

  add(section: ChangedSection): void {
    const { record } = section.section;
    const known = this.#sections.get(record);
    if (known === undefined) this.#sections.set(record, [section]);
    else known.push(section);
  }

  /** Keeps lists in step with what is said; everything that one transaction changes has one change number. */
  list(context: ReplicaContext, viewOf: ViewOf): void {
    if (this.size === 0) return;
    const change = context.store.listed.nextChange();
    for (const [record, changed] of this.#sections) {
      const row = context.store.sections.recordByRow(record);
      if (row !== undefined) listRecord(context, row, changed, { change, viewOf });
    }
  }
}

interface Listing {
  readonly change: number;
  readonly viewOf: ViewOf;
}

function listRecord(
  context: ReplicaContext,
  record: RecordRow,
  changed: readonly ChangedSection[],
  { change, viewOf }: Listing,
): void {
  const { listed, sections } = context.store;
  const [only] = changed;
  const isNew = only?.isWhole === true && changed.length === 1;
  const held = isNew ? [only.section] : sections.sectionsOf(record.row);
  const before = isNew ? [] : listed.ofRecord(record.row);
  for (const kind of new Set(held.map((section) => section.kind))) {
    if (kindSpec(kind)?.internal === true) continue;
    const ofKind = held.filter((section) => section.kind === kind).sort((a, b) => a.row - b.row);
    const views = ofKind
      .filter(({ speaks }) => speaks)
      .map((section) => ({ name: section.name, view: viewFor(section, changed) ?? viewOf(context, section) }));
    const row = ofKind[0]?.row as number;
    const known = before.find((one) => one.row === row);
    const news = changed.filter(({ section, differs }) => section.kind === kind && differs);
    if (views.length === 0) listed.remove(row);
    else {
      const names = { row, record: record.row, kind, space: record.space, number: record.number };
      listed.put({ ...names, ...markOf(known, news, change), ...contentsOf(kind, views) });
    }
  }
}

const viewFor = (section: SectionRow, changed: readonly ChangedSection[]): SectionView | undefined =>
  changed.find((one) => one.section.row === section.row)?.view;

/** To be made anew, or to say the same again, is no change. */
function markOf(known: ListedRow | undefined, news: readonly ChangedSection[], change: number) {
  if (known !== undefined && news.length === 0) return { change: known.change, client: known.client };
  return { change, client: news.at(-1)?.client ?? null };
}

interface NamedView {
  readonly name: string;
  readonly view: SectionView;
}

function contentsOf(kind: string, views: readonly NamedView[]): Pick<ListedRow, 'members' | 'facets'> {
  return { members: views.map(({ name }) => name), facets: facetsOf(kind, standingOrder(views)) };
}

/**
 * Whose word stands where one value is needed, for a list or a figure: the joint section's, else that of the section with
 * which the record began, else the next one that says something. The others' different words stay beside it.
 */
export const standingOrder = <Named extends { readonly name: string }>(views: readonly Named[]): Named[] => [
  ...views.filter(({ name }) => name === 'joint'),
  ...views.filter(({ name }) => name !== 'joint'),
];

/** A facet longer than any code is none: what a peer writes there is not bounded by a list. */
const FACET_UNITS_MAX = 64;

function facetsOf(kind: string, views: readonly NamedView[]): Facets {
  const first = (field: string | undefined): JsonValue =>
    views.map(({ view }) => (field === undefined ? undefined : view.fields[field]?.[0])).find(isSaid) ?? null;
  const transit = first('transit');
  return {
    day: facet(first(kindSpec(kind)?.day)),
    substance: facet(first('substance')),
    channel: facet(first('channel')),
    country: facet(first('country')),
    origin: facet(first('origin')),
    transit: Array.isArray(transit) ? transit.flatMap((code) => facet(code as JsonValue) ?? []) : [],
    destination: facet(first('destination')),
    ...measuresOf(first('quantity'), views),
  };
}

const isSaid = (value: JsonValue | undefined): boolean => value !== undefined && value !== null;

const facet = (value: JsonValue): string | null =>
  typeof value === 'string' && value !== '' && value.length <= FACET_UNITS_MAX && !value.includes(',') ? value : null;

function measuresOf(standing: JsonValue, views: readonly NamedView[]) {
  const measure = measureOf(standing);
  const said = views.flatMap(({ view }) => view.fields.quantity ?? []).flatMap((value) => measureOf(value).grams ?? []);
  if (measure.grams === null) return { ...measure, gramsLow: null, gramsHigh: null };
  return { ...measure, gramsLow: Math.min(measure.grams, ...said), gramsHigh: Math.max(measure.grams, ...said) };
}

/** Grams as the unit says, or as measured beside a count. A quantity in no known unit is not summed. */
function measureOf(value: JsonValue): Pick<Facets, 'amount' | 'unit' | 'grams'> {
  const none = { amount: null, unit: null, grams: null };
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return none;
  const { amount, unit, grams } = value as { readonly [key: string]: JsonValue };
  if (typeof amount !== 'number' || typeof unit !== 'string') return none;
  const quantity = normaliseQuantity(amount, unit);
  if (!quantity.ok) return none;
  const measured = typeof grams === 'number' && Number.isFinite(grams) && grams >= 0 ? grams : null;
  return { ...quantity.value, grams: quantity.value.grams ?? measured };
}
