import { NAME_SALT_BYTES } from '@liaison/identity';
import { decodeBase64url, type WriterId, writerIdSchema } from '@liaison/protocol';
import type { Store } from '@liaison/store';
import { z } from 'zod';
import { givenNameSchema } from './given-name.js';
import { homeError } from './home-errors.js';

const SETTING = 'known-homes';

const nameSaltSchema = z.string().refine((text) => {
  const decoded = decodeBase64url(text);
  return decoded.ok && decoded.value.length === NAME_SALT_BYTES;
});

const knownHomesSchema = z.array(
  z.strictObject({
    label: givenNameSchema,
    home: writerIdSchema,
    officers: z.array(z.strictObject({ writer: writerIdSchema, name: givenNameSchema, nameSalt: nameSaltSchema })),
  }),
);

/**
 * A home of the own member as people call it, with its officers' names and the salts that open the commitments in
 * their certificates: this home itself, and at a desk those it enrolled. Kept in the encrypted database only.
 */
export type KnownHome = z.infer<typeof knownHomesSchema>[number];
export type KnownOfficer = KnownHome['officers'][number];

/** Throws `home-damaged`. */
export function knownHomes(store: Store): KnownHome[] {
  const text = store.authority.setting(SETTING);
  if (text === undefined) return [];
  const read = knownHomesSchema.safeParse(JSON.parse(text));
  if (!read.success) throw homeError('home-damaged', 'the names of its homes cannot be read', { cause: read.error });
  return read.data;
}

/** Keeps a home under its service writer; inside the caller's transaction. */
export function putKnownHome(store: Store, home: KnownHome): void {
  const others = knownHomes(store).filter((known) => known.home !== home.home);
  store.authority.putSetting(SETTING, JSON.stringify(knownHomesSchema.parse([...others, home])));
}

/** The officers of one home; none when it is not known by name. */
export const knownOfficers = (store: Store, home: WriterId): readonly KnownOfficer[] =>
  knownHomes(store).find((known) => known.home === home)?.officers ?? [];
