import { encodeBase64url, idBytes } from '@liaison/protocol';

/** Ids are 43 characters in signed data and 32 bytes in a column: a third less index for the same uniqueness. */
export const idToBytes = (id: string): Uint8Array => idBytes(id);

export const idFromBytes = <Id extends string>(bytes: Uint8Array): Id => encodeBase64url(bytes) as Id;

/** A UUID as its 16 bytes. */
export const uuidToBytes = (uuid: string): Uint8Array => new Uint8Array(Buffer.from(uuid.replaceAll('-', ''), 'hex'));

export function uuidFromBytes<Id extends string>(bytes: Uint8Array): Id {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as Id;
}
