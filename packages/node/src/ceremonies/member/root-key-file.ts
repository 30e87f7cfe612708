import {
  createAgreementKey,
  createSigningKey,
  type Random,
  type SealOptions,
  type SigningKey,
} from '@liaison/identity';
import { writeFileDurably } from '../../home/durable-files.js';
import { openRootKeys, sealRootKeys } from '../../home/sealed-keys.js';

/** The root key in a sealed file. Throws `passphrase-wrong`, `sealed-file-malformed` and `home-damaged`. */
export const unlockRootKey = async (sealed: string, passphrase: string): Promise<SigningKey> =>
  (await openRootKeys(passphrase, sealed)).root;

/**
 * Makes a root key, with a recovery key beside it, and seals both into a file that should stay offline. It means nothing
 * until a roster names it. Throws `passphrase-empty` and `folder-not-written`.
 */
export async function createRootKeyFile(
  path: string,
  passphrase: string,
  options: SealOptions & { random: Random },
): Promise<{ rootKey: string }> {
  const keys = { root: createSigningKey(options.random), recovery: createAgreementKey(options.random) };
  writeFileDurably(path, await sealRootKeys(passphrase, keys, options));
  return { rootKey: keys.root.publicKey };
}
