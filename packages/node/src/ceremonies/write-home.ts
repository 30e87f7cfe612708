import { dirname } from 'node:path';
import { type SealOptions, type SigningKey, sealToAgreementKeys } from '@liaison/identity';
import { orThrow, type WriterId } from '@liaison/protocol';
import { openDatabase, Store } from '@liaison/store';
import { makePrivateFolder, writeFileDurably } from '../home/durable-files.js';
import { type HomePaths, homePaths } from '../home/home-paths.js';
import { encodeHomeSettings, type HomeSettings } from '../home/home-settings.js';
import { type KnownHome, putKnownHome } from '../home/known-homes.js';
import {
  type HomeKeys,
  type RootKeys,
  sealDirectoryKey,
  sealHomeKeys,
  sealOfficerKeys,
  sealRootKeys,
  type WriterKeys,
} from '../home/sealed-keys.js';
import { keepPlace } from '../home/watch-place.js';
import { AuthorityBook } from '../replica/rights/authority-book.js';

/** Everything that a new home is made of, in memory. */
export interface HomeBlueprint {
  readonly settings: HomeSettings;
  readonly keys: HomeKeys;
  readonly certificatePem: string;
  readonly officers: readonly { readonly writer: WriterId; readonly keys: WriterKeys }[];
  /** This home by its names. */
  readonly names: KnownHome;
  /** What a member's first home holds besides. */
  readonly member?: { readonly directoryKey: SigningKey; readonly root: RootKeys };
  /** Roster and directories; a home that waits for its certificates has none yet. */
  readonly authority?: { readonly roster: unknown; readonly directories: readonly string[] };
  /** The request file of a home that waits. */
  readonly request?: string;
}

/**
 * Writes a new home into a folder that nobody else uses. Secrets reach the disk sealed only; the officers' names stay in
 * the encrypted database. All seals are made at once, because each costs a fifth of a second of one processor.
 */
export async function writeHome(
  folder: string,
  blueprint: HomeBlueprint,
  passphrase: string,
  sealing: SealOptions,
): Promise<void> {
  const paths = homePaths(folder);
  for (const place of [paths.folder, paths.keys, dirname(paths.certificate)]) makePrivateFolder(place);
  const sealed = await Promise.all(sealedFiles(paths, blueprint, passphrase, sealing));
  for (const [path, text] of sealed) writeFileDurably(path, text);
  writeFileDurably(paths.certificate, blueprint.certificatePem);
  if (blueprint.request !== undefined) writeFileDurably(paths.request, blueprint.request);
  writeDatabase(paths, blueprint);
  writeFileDurably(paths.settings, encodeHomeSettings(blueprint.settings));
}

function sealedFiles(
  paths: HomePaths,
  { keys, officers, member }: HomeBlueprint,
  passphrase: string,
  sealing: SealOptions,
): Promise<[path: string, text: string]>[] {
  const file = async (path: string, text: Promise<string>): Promise<[string, string]> => [path, await text];
  const files = [file(paths.homeKeys, sealHomeKeys(passphrase, keys, sealing))];
  for (const { writer, keys: officerKeys } of officers) {
    files.push(file(paths.officerKeys(writer), sealOfficerKeys(passphrase, officerKeys, sealing)));
  }
  if (member !== undefined) {
    const { directoryKey, root } = member;
    files.push(
      file(paths.directoryKey, sealDirectoryKey(passphrase, directoryKey, sealing)),
      file(paths.rootKey, sealRootKeys(passphrase, root, sealing)),
      file(paths.databaseRecovery, sealToAgreementKeys([root.recovery.publicKey], keys.databaseKey)),
    );
  }
  return files;
}

function writeDatabase(paths: HomePaths, { keys, names, authority }: HomeBlueprint): void {
  const store = new Store(openDatabase({ path: paths.database, key: keys.databaseKey }));
  try {
    const book = AuthorityBook.load(store);
    store.transaction(() => {
      putKnownHome(store, names);
      keepPlace(store, paths);
      if (authority === undefined) return;
      orThrow(book.admitRoster(authority.roster));
      for (const token of authority.directories) orThrow(book.admitDirectory(token));
    });
  } finally {
    store.close();
  }
}
