import { decodeBase64url, encodeBase64url, LiaisonError } from '@liaison/protocol';
import { z } from 'zod';

/** A page of a list that grows with the data. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  /** Give it back for the next page; null at the end. */
  readonly next: string | null;
}

const placeSchema = z.tuple([z.union([z.string(), z.number()]), z.number().int()]);

/** Where a page ended, as an opaque text. */
export const encodeCursor = (value: string | number, row: number): string =>
  encodeBase64url(new TextEncoder().encode(JSON.stringify([value, row])));

/** Throws `cursor-unreadable`. */
export function decodeCursor(cursor: string): { value: string | number; row: number } {
  const bytes = decodeBase64url(cursor);
  const place = placeSchema.safeParse(bytes.ok ? jsonOf(bytes.value) : undefined);
  if (place.success) return { value: place.data[0], row: place.data[1] };
  throw new LiaisonError('cursor-unreadable', 'The place in the list cannot be read.', 'Ask for the list anew.');
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
