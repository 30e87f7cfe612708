import { canonicalJson, compareText, type JsonValue, type SectionName } from '@liaison/protocol';
import type { SectionView } from './section-view.js';

export interface NamedSection {
  readonly section: SectionName;
  readonly view: SectionView;
}

/**
 * A conflict lies inside one section: several current unequal values. A disagreement lies between sections that say
 * different things; its `section` is null. Texts merge, so they never conflict, and silence is no disagreement.
 */
export interface FieldConflict {
  readonly field: string;
  readonly section: SectionName | null;
  readonly type: 'conflict' | 'disagreement';
  readonly values: readonly { readonly section: SectionName; readonly value: JsonValue }[];
}

/** Conflicts and disagreements of one record, by field, conflicts first. The same on every node. */
export function conflictsOf(sections: readonly NamedSection[]): FieldConflict[] {
  const ordered = [...sections].sort((a, b) => compareText(a.section, b.section));
  const fields = new Set(ordered.flatMap(({ view }) => Object.keys(view.fields)));
  return [...fields].sort(compareText).flatMap((field) => fieldConflicts(field, ordered));
}

function fieldConflicts(field: string, sections: readonly NamedSection[]): FieldConflict[] {
  const speaking = sections.filter(({ view }) => (view.fields[field]?.length ?? 0) > 0);
  const found: FieldConflict[] = [];
  for (const { section, view } of speaking) {
    const values = view.fields[field] ?? [];
    if (values.length < 2) continue;
    found.push({ field, section, type: 'conflict', values: values.map((value) => ({ section, value })) });
  }
  const sayings = new Set(speaking.map(({ view }) => sayingOf(view.fields[field] ?? [])));
  if (sayings.size > 1) {
    const values = speaking.flatMap(({ section, view }) =>
      (view.fields[field] ?? []).map((value) => ({ section, value })),
    );
    found.push({ field, section: null, type: 'disagreement', values });
  }
  return found;
}

/** What a section says about a field, whatever the order of its values. */
const sayingOf = (values: readonly JsonValue[]): string => values.map(canonicalJson).sort(compareText).join();
