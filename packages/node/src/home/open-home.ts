import { X509Certificate } from 'node:crypto';
import {
  type AgreementKey,
  type Directory,
  type Random,
  type SealOptions,
  type SigningKey,
  writerIdOf,
} from '@liaison/identity';
import { LiaisonError, sha256Text } from '@liaison/protocol';
import { acquireHomeLock, closeDatabase, type Database, type HomeLock, openDatabase, Store } from '@liaison/store';
import { isOwnFailure } from '@liaison/sync';
import { PeerContacts } from '../contact/peer-contacts.js';
import type { Clock } from '../replica/clock.js';
import { settleDerived } from '../replica/derived/search-upkeep.js';
import { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import { HomeChanges } from '../worker/home-changes.js';
import { HomeWork } from '../worker/home-work.js';
import { chooseOfficer, type HomeOfficer } from './choose-officer.js';
import { readHomeText, readTextIfPresent, renameDurably, writeFileDurably } from './durable-files.js';
import { homeError } from './home-errors.js';
import { type HomePaths, homePaths } from './home-paths.js';
import { type DeskSettings, type HomeSettings, readHomeSettings, writeHomeSettings } from './home-settings.js';
import { type KnownOfficer, knownOfficers, putKnownHome } from './known-homes.js';
import { keepNextHome, type NextHome, openKeysOf } from './next-home.js';
import { changeDirectory, type DirectoryChange, ownDirectory } from './publish-directory.js';
import {
  type HomeKeys,
  openDirectoryKey,
  openOfficerKeys,
  sealDirectoryKey,
  sealOfficerKeys,
  type WriterKeys,
} from './sealed-keys.js';
import { acceptPlace, watchPlace } from './watch-place.js';

export interface OpenHomeOptions {
  readonly folder: string;
  /** Where the home itself is, if `folder` is a copy that was made only to look into. */
  readonly placedAt?: string;
  readonly passphrase: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a node of this home presents to those who call it. */
export interface HomeTls {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** SHA-256 of the certificate, as the directory names it. */
  readonly pin: string;
}

/**
 * Opens a home for this process alone: its lock, its keys, its database, its replica. Throws `home-missing`,
 * `home-in-use`, `home-not-enrolled`, `passphrase-wrong`, `home-damaged` and the codes of `openDatabase`; then nothing
 * stays locked or open.
 */
export async function openHome(options: OpenHomeOptions): Promise<OpenHome> {
  const paths = homePaths(options.folder);
  readHomeSettings(paths); // so that no lock file is made in a folder that is no home
  const lock = acquireHomeLock(paths.folder);
  try {
    const settings = readHomeSettings(paths);
    if (settings.state !== 'ready') throw homeError('home-not-enrolled', paths.folder);
    const keys = await openKeysOf(paths, settings, options.passphrase);
    return openDatabaseOf(paths, settings, keys, lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openDatabaseOf(
  paths: HomePaths,
  settings: HomeSettings,
  keys: HomeKeys,
  lock: HomeLock,
  { clock, random, placedAt }: OpenHomeOptions,
): OpenHome {
  const database = openDatabase({ path: paths.database, key: keys.databaseKey, mustExist: true });
  keys.databaseKey.fill(0); // the database keeps its own copy for as long as it is open
  try {
    const store = new Store(database);
    const { member, home } = settings;
    const replica = new Replica({ store, member, home, serviceKey: keys.service.signing, clock, random });
    watchPlace(replica, placedAt === undefined ? paths : homePaths(placedAt));
    const certificatePem = readHomeText(paths.certificate);
    const tls = { certificatePem, privateKeyPem: keys.tlsPrivateKeyPem, pin: pinOf(certificatePem) };
    const opened = { paths, settings, replica, database, tls, serviceAgreementKey: keys.service.agreement, lock };
    return new OpenHome(opened);
  } catch (error) {
    closeDatabase(database);
    throw error;
  }
}

/** As `tlsPinOf`, without loading the library that makes certificates at every start. */
function pinOf(certificatePem: string): string {
  try {
    return sha256Text(new X509Certificate(certificatePem).raw);
  } catch (error) {
    throw homeError('home-damaged', 'its TLS certificate cannot be read', { cause: error });
  }
}

/** An officer with the key itself, and not only what signs. */
export interface UnlockedOfficer extends Author {
  readonly key: SigningKey;
}

interface OpenedParts {
  readonly paths: HomePaths;
  readonly settings: HomeSettings;
  readonly replica: Replica;
  readonly database: Database;
  readonly tls: HomeTls;
  readonly serviceAgreementKey: AgreementKey;
  readonly lock: HomeLock;
}

/** A home that this process owns until `close`. Officers' keys and the directory key stay sealed until they are asked for. */
export class OpenHome {
  readonly folder: string;
  readonly replica: Replica;
  /** Who makes which changes, and when. */
  readonly work: HomeWork;
  /** Tells what has changed, for views that follow. */
  readonly changes: HomeChanges;
  /** How it stands with each peer. */
  readonly contacts: PeerContacts;
  readonly database: Database;
  readonly tls: HomeTls;
  /** Opens what was sealed to this home, such as a bundle. */
  readonly serviceAgreementKey: AgreementKey;
  readonly #paths: HomePaths;
  #settings: HomeSettings;
  readonly #lock: HomeLock;

  constructor({ paths, settings, replica, database, tls, serviceAgreementKey, lock }: OpenedParts) {
    this.folder = paths.folder;
    this.#settings = settings;
    this.replica = replica;
    this.changes = new HomeChanges(replica.context);
    this.work = new HomeWork(replica, () => this.changes.statusChanged());
    this.contacts = new PeerContacts(replica.context, () => this.changes.statusChanged());
    this.database = database;
    this.tls = tls;
    this.serviceAgreementKey = serviceAgreementKey;
    this.#paths = paths;
    this.#lock = lock;
  }

  get settings(): HomeSettings {
    return this.#settings;
  }

  /** The officers whose keys are here, by name; the names come out of the encrypted database. */
  get officers(): HomeOfficer[] {
    const names = new Map(knownOfficers(this.replica.context.store, this.settings.home).map((o) => [o.writer, o.name]));
    return this.settings.officers.map((officer) => ({ ...officer, name: names.get(officer.writer) ?? officer.writer }));
  }

  /** Those who can act: certified, not reported, and of several keys of one officer the newest. */
  get actingOfficers(): HomeOfficer[] {
    const { authority } = this.replica.context;
    const serialOf = ({ writer }: HomeOfficer) => authority.certificate(writer)?.claims.serial ?? 0;
    const certified = this.officers.filter((officer) => serialOf(officer) > 0 && !authority.isRevoked(officer.writer));
    return certified.flatMap((officer) => {
      const same = certified.filter(({ name }) => name === officer.name);
      const isNewest = same.every((other) => serialOf(other) <= serialOf(officer));
      return isNewest ? [{ ...officer, default: same.some((other) => other.default) }] : [];
    });
  }

  /** An officer by name or writer id; undefined: the only or the default one. Throws `officer-unknown`, `officer-ambiguous`. */
  officerCalled(as: string | undefined): HomeOfficer {
    const acting = this.actingOfficers;
    const isNamedByKey = this.officers.some((officer) => officer.writer === as);
    return chooseOfficer(isNamedByKey || acting.length === 0 ? this.officers : acting, as);
  }

  /**
   * Unlocks the key of an officer, by name or writer id; undefined: the only or the default one. Throws
   * `officer-unknown`, `officer-ambiguous`, `passphrase-wrong` and `home-damaged`.
   */
  async unlockOfficer(as: string | undefined, passphrase: string): Promise<UnlockedOfficer> {
    const { writer } = this.officerCalled(as);
    const { signing } = await openOfficerKeys(passphrase, readHomeText(this.#paths.officerKeys(writer)));
    if (writerIdOf(this.settings.member, signing.publicKey) !== writer)
      throw homeError('home-damaged', `the keys of ${writer} are others`);
    const certificate = this.replica.certificate(writer);
    if (certificate === undefined) throw homeError('officer-renewal-waits', writer);
    return { certificate, key: signing };
  }

  /** Where browsers find the desk while a node serves it. */
  deskAddress: string | null = null;

  /** What browsers are told and where they find the desk; kept in `home.json`. */
  setDesk(desk: DeskSettings): void {
    this.#settings = { ...this.settings, desk };
    writeHomeSettings(this.#paths, this.#settings);
  }

  /** Keeps the keys of another officer's writer; it acts once its certificate has come. */
  async addOfficer(officer: KnownOfficer, keys: WriterKeys, passphrase: string): Promise<void> {
    const sealed = await sealOfficerKeys(passphrase, keys, {});
    writeFileDurably(this.#paths.officerKeys(officer.writer), sealed);
    const { store } = this.replica.context;
    this.replica.transaction(() => {
      const { label, home } = this.settings;
      putKnownHome(store, { label, home, officers: [...knownOfficers(store, home), officer] });
    });
    const officers = [...this.settings.officers, { writer: officer.writer, default: false }];
    this.#settings = { ...this.settings, officers };
    writeHomeSettings(this.#paths, this.#settings);
  }

  /** Unlocks the key that signs the member's directory. Throws `directory-key-missing` away from the home desk. */
  async unlockDirectoryKey(passphrase: string): Promise<SigningKey> {
    const sealed = readTextIfPresent(this.#paths.directoryKey);
    if (sealed === undefined) throw homeError('directory-key-missing');
    const { directoryKey } = ownDirectory(this.replica.context);
    const key = await openDirectoryKey(passphrase, sealed);
    if (key.publicKey === directoryKey) return key;
    // a delegation was published and its key did not take its place any more
    const next = readTextIfPresent(this.#paths.nextDirectoryKey);
    const nextKey = next === undefined ? undefined : await openDirectoryKey(passphrase, next);
    if (nextKey?.publicKey !== directoryKey) throw homeError('directory-key-wrong');
    this.takeNextDirectoryKey();
    return nextKey;
  }

  /** Seals a directory key beside the present one before anything speaks of it, so that a power cut loses neither. */
  async keepNextDirectoryKey(key: SigningKey, passphrase: string, sealing: SealOptions): Promise<void> {
    writeFileDurably(this.#paths.nextDirectoryKey, await sealDirectoryKey(passphrase, key, sealing));
  }

  /** The next directory key is published: it is the directory key from now on. */
  takeNextDirectoryKey(): void {
    renameDurably(this.#paths.nextDirectoryKey, this.#paths.directoryKey);
  }

  /**
   * Makes, signs and keeps the next version of the own member's directory, in one transaction. Gives back the current
   * one when nothing new is said. Throws as `unlockDirectoryKey` does.
   */
  async publishDirectory(change: DirectoryChange, passphrase: string): Promise<Directory> {
    const key = await this.unlockDirectoryKey(passphrase);
    return changeDirectory(this.replica, change, key);
  }

  /** Closes as a killed process would, and leaves what is owed for the next start. Idempotent. */
  abandon(): void {
    this.replica.context.store.close();
    this.#lock.release();
  }

  /** This is the only copy of the home: it may be written again. Throws `home-copy-proven`. */
  acceptPlace(): void {
    acceptPlace(this.replica, this.#paths);
  }

  /** Keeps what this machine will be once it is certified anew, with the keys of its officer. */
  async keepNext(next: NextHome, officer: KnownOfficer, keys: WriterKeys, passphrase: string): Promise<void> {
    writeFileDurably(this.#paths.officerKeys(officer.writer), await sealOfficerKeys(passphrase, keys, {}));
    const { store } = this.replica.context;
    const { label, home } = next.settings;
    const officers = [...knownOfficers(store, this.settings.home), officer];
    this.replica.transaction(() => putKnownHome(store, { label, home, officers }));
    keepNextHome(this.#paths, next);
  }

  /** Brings the search index and the states of spaces up to date, closes the database and lets others have the home. Idempotent. */
  close(): void {
    try {
      if (this.database.open) settleDerived(this.replica.context);
    } catch (error) {
      if (!(error instanceof LiaisonError && isOwnFailure(error))) throw error; // a full disk: it stays owed
    } finally {
      this.abandon();
    }
  }
}
