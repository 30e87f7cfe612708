import type { JsonValue } from '@liaison/protocol';
import type { SectionView } from '../section/section-view.js';
import { kindSpec } from './kind-registry.js';

const PART_UNITS_MAX = 80;

/**
 * A short title for lists, such as `methamphetamine · 2.1 kg · Suvarnabhumi`: for each title field of the kind the
 * first value that any section says, the sections in the order given. Empty where nothing is said or the kind unknown.
 */
export function titleOf(kind: string, views: readonly SectionView[]): string {
  const fields = kindSpec(kind)?.title ?? [];
  const parts = fields.flatMap((name) => {
    const value = views.map((view) => view.fields[name]?.[0]).find((one) => one !== undefined && one !== null);
    return value === undefined ? [] : [shortText(value)];
  });
  return parts.filter((part) => part !== '').join(' · ');
}

function shortText(value: JsonValue): string {
  const text = plainText(value).replace(/\s+/g, ' ').trim();
  const points = [...text];
  return points.length > PART_UNITS_MAX ? `${points.slice(0, PART_UNITS_MAX - 1).join('')}…` : text;
}

function plainText(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return String(value ?? '');
  if (Array.isArray(value)) return value.map((part) => plainText(part as JsonValue)).join(', ');
  const { amount, unit } = value as { readonly [key: string]: JsonValue };
  return amount === undefined ? '' : `${plainText(amount)} ${plainText(unit ?? '')}`;
}
