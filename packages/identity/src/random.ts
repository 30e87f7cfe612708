/**
 * Where randomness comes from. Nothing in this package draws its own, save the ephemeral keys and content keys that
 * `jose` makes when it seals: a seeded source makes a whole federation replay byte for byte.
 */
export interface Random {
  /** `length` fresh bytes, fit for keys and nonces. */
  bytes(length: number): Uint8Array;
}
