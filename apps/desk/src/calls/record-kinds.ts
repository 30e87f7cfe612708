import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatValue } from '../format/field-values.js';
import { isLanguage } from '../languages/languages.js';
import { desk } from './desk.js';
import type { Kind, KindField } from './record-answers.js';

/** Kinds of records and the names of what they are made of, in the language on the page. */
export interface KindNames {
  readonly kinds: readonly Kind[];
  kind(name: string): string;
  field(kind: string, name: string): string;
  fieldOf(kind: string, name: string): KindField | undefined;
  /** A value of a field in words; of a field that is not known as it stands. */
  value(kind: string, field: string, value: unknown): string;
}

const UNKNOWN_FIELD = { type: null };

/** A node's kinds change only with its version, so they are asked for once. A name that is not known stands for itself. */
export function useKinds(): KindNames {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const { data } = useQuery({ ...desk.record.kinds.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const kinds = (data?.kinds ?? []).filter(({ internal }) => !internal);
  const kindOf = (name: string) => kinds.find((one) => one.name === name);
  const fieldOf = (kind: string, name: string) => kindOf(kind)?.fields.find((one) => one.name === name);
  return {
    kinds,
    kind: (name) => kindOf(name)?.labels[language] ?? name,
    field: (kind, name) => fieldOf(kind, name)?.labels[language] ?? name,
    fieldOf,
    value: (kind, field, value) => formatValue(value, fieldOf(kind, field) ?? UNKNOWN_FIELD, language),
  };
}
