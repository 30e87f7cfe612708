import { sha256Text } from '@liaison/protocol';
import { refusal } from '../errors.js';

/** Bytes of the salt of a name: without it, a list of officers could be tried against the commitment. */
export const NAME_SALT_BYTES = 16;

/**
 * What a certificate says in place of the officer's name: SHA-256 over `liaison-name-v1`, 16 bytes of salt and the name
 * in NFC. Name and salt are told inside spaces only. Throws `certificate-malformed` for another length of salt.
 */
export function commitName(name: string, salt: Uint8Array): string {
  if (salt.length !== NAME_SALT_BYTES) throw refusal('certificate-malformed', 'the salt of a name is not 16 bytes');
  return sha256Text('liaison-name-v1', salt, name.normalize('NFC'));
}

/** Whether this name and salt open the commitment. */
export const opensName = (commitment: string, name: string, salt: Uint8Array): boolean =>
  salt.length === NAME_SALT_BYTES && commitName(name, salt) === commitment;
