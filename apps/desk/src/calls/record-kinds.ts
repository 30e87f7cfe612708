import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatValue } from '../format/field-values.js';
import { isLanguage } from '../languages/languages.js';
import { desk } from './desk.js';
import { queryClient } from './query-client.js';
import type { Kind, KindField, ListedRecord } from './record-answers.js';

/** Kinds of records and the names of what they are made of, in the language on the page. */
export interface KindNames {
  readonly kinds: readonly Kind[];
  kind(name: string): string;
  field(kind: string, name: string): string;
  fieldOf(kind: string, name: string): KindField | undefined;
  /** A value of a field in words; of a field that is not known as it stands. */
  value(kind: string, field: string, value: unknown): string;
  /** What a record is in one line: "Methamphetamine · 2.1 kg · Suvarnabhumi"; empty where it says nothing. */
  line(item: Pick<ListedRecord, 'kind' | 'line'>): string;
  /** The codes of a field by their names, in the order of the language. */
  codes(kind: string, field: string): readonly { readonly id: string; readonly name: string }[];
}

const UNKNOWN_FIELD = { type: null };

/** A node's kinds change only with its version, so they are asked for once. */
const ASKED_ONCE = { staleTime: Number.POSITIVE_INFINITY };

/** Has the names at hand before a page is shown, so that none is read by its code for a moment. Never fails. */
export const fetchKinds = (): Promise<void> =>
  queryClient.prefetchQuery({ ...desk.record.kinds.queryOptions(), ...ASKED_ONCE });

/** A name that is not known stands for itself. */
export function useKinds(): KindNames {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const { data } = useQuery({ ...desk.record.kinds.queryOptions(), ...ASKED_ONCE });
  const kinds = (data?.kinds ?? []).filter(({ internal }) => !internal);
  const kindOf = (name: string) => kinds.find((one) => one.name === name);
  const fieldOf = (kind: string, name: string) => kindOf(kind)?.fields.find((one) => one.name === name);
  const inWords = (kind: string, field: string, value: unknown) =>
    formatValue(value, fieldOf(kind, field) ?? UNKNOWN_FIELD, language);
  return {
    kinds,
    kind: (name) => kindOf(name)?.labels[language] ?? name,
    field: (kind, name) => fieldOf(kind, name)?.labels[language] ?? name,
    fieldOf,
    value: inWords,
    line: ({ kind, line }) => line.map(({ field, value }) => inWords(kind, field, value)).join(' · '),
    codes: (kind, field) =>
      Object.entries(fieldOf(kind, field)?.codes?.labelsByCode ?? {})
        .map(([id, labels]) => ({ id, name: labels[language] }))
        .sort((a, b) => a.name.localeCompare(b.name, language)),
  };
}

/** The units that quantities may have. */
export const useUnits = (): readonly string[] =>
  useQuery({ ...desk.record.kinds.queryOptions(), ...ASKED_ONCE }).data?.units ?? [];
