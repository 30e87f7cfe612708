import { decodeEnrolmentCertificateFile, type EnrolmentCertificateFile, writerIdOf } from '@liaison/identity';
import { type MemberCode, orThrow, type Scope, type WriterId } from '@liaison/protocol';
import { acquireHomeLock, openDatabase, Store } from '@liaison/store';
import { readHomeText } from '../home/durable-files.js';
import { homeError } from '../home/home-errors.js';
import { type HomePaths, homePaths } from '../home/home-paths.js';
import { type HomeSettings, readHomeSettings, readNextSettings, writeHomeSettings } from '../home/home-settings.js';
import { takeNextHome } from '../home/next-home.js';
import { type HomeKeys, openHomeKeys } from '../home/sealed-keys.js';
import { keepPlace } from '../home/watch-place.js';
import { AuthorityBook } from '../replica/rights/authority-book.js';
import { addFormerHome } from '../replica/rights/own-writers.js';
import { fingerprintOf } from './enrolment-request.js';

export interface CompleteEnrolmentOptions {
  readonly folder: string;
  /** Text of the certificate file that the desk made. */
  readonly certificateFile: string;
  readonly passphrase: string;
}

export interface CompleteEnrolmentReport {
  readonly member: MemberCode;
  readonly home: WriterId;
  readonly scope: Scope;
  /** Of the roster that this machine relies on from now on: compare it with what the desk shows. */
  readonly rosterFingerprint: string;
}

/**
 * Finishes an enrolment: the certificates are for the keys of this home, roster and directories go into its database,
 * and only then is it a home that opens. A machine that becomes a writer of its own again keeps its data. Done again it takes newer directories and changes nothing else. Throws
 * `home-missing`, `home-in-use`, `passphrase-wrong`, `enrolment-file-malformed`, `enrolment-other-home` and whatever is
 * wrong with roster and directories; then the home waits as before.
 */
export async function completeEnrolment(options: CompleteEnrolmentOptions): Promise<CompleteEnrolmentReport> {
  const paths = homePaths(options.folder);
  readHomeSettings(paths);
  const file = decodeEnrolmentCertificateFile(options.certificateFile);
  if (!file.ok) throw file.error;
  const lock = acquireHomeLock(paths.folder);
  try {
    const settings = readHomeSettings(paths);
    const next = readNextSettings(paths);
    if (next?.home === file.value.home)
      return await completeRenewal(paths, { before: settings, next }, file.value, options);
    if (file.value.home !== settings.home) throw homeError('enrolment-other-home', file.value.home);
    const keys = await openHomeKeys(options.passphrase, readHomeText(paths.homeKeys));
    const report = admitCertificates(paths, { settings, keys, file: file.value });
    if (settings.state === 'requested') writeHomeSettings(paths, { ...settings, state: 'ready' });
    return report;
  } finally {
    lock.release();
  }
}

/** A machine that was enrolled before becomes a writer of its own: its data stay, and it belongs to the files it is in. */
async function completeRenewal(
  paths: HomePaths,
  { before, next }: { before: HomeSettings; next: HomeSettings },
  file: EnrolmentCertificateFile,
  { passphrase }: CompleteEnrolmentOptions,
): Promise<CompleteEnrolmentReport> {
  const keys = await openHomeKeys(passphrase, readHomeText(paths.nextHomeKeys));
  const known = new Set(before.officers.map(({ writer }) => writer));
  const fresh = { ...next, officers: next.officers.filter(({ writer }) => !known.has(writer)) };
  const report = admitCertificates(paths, { settings: fresh, keys, file }, (store) => {
    addFormerHome({ store }, before.home);
    keepPlace(store, paths);
  });
  takeNextHome(paths, { ...next, state: 'ready' });
  return report;
}

/** What a machine is, and what its desk made of it. */
interface Certified {
  readonly settings: HomeSettings;
  readonly keys: HomeKeys;
  readonly file: EnrolmentCertificateFile;
}

function admitCertificates(
  paths: HomePaths,
  { settings, keys, file }: Certified,
  together: (store: Store) => void = () => {},
): CompleteEnrolmentReport {
  const store = new Store(openDatabase({ path: paths.database, key: keys.databaseKey, mustExist: true }));
  try {
    const book = AuthorityBook.load(store);
    return store.transaction(() => {
      for (const roster of file.rosters) orThrow(book.admitRoster(roster));
      for (const token of file.directories) orThrow(book.admitDirectory(token));
      const scope = checkCertificates(book, settings, keys);
      together(store);
      const { member, home } = settings;
      return { member, home, scope, rosterFingerprint: fingerprintOf([book.roster.id]) };
    });
  } finally {
    store.close();
  }
}

/** A certificate is for the right key by its writer id; what else it binds is compared here. */
function checkCertificates(book: AuthorityBook, settings: HomeSettings, { service }: HomeKeys): Scope {
  const { member, home, officers } = settings;
  if (writerIdOf(member, service.signing.publicKey) !== home) throw homeError('home-damaged', 'its keys are others');
  for (const { writer } of [{ writer: home }, ...officers]) {
    const claims = book.certificate(writer)?.claims;
    if (claims === undefined) throw homeError('enrolment-other-home', `it has no certificate for ${writer}`);
    const role = writer === home ? 'service' : 'officer';
    const isOwn = claims.member === member && claims.home === home && claims.role === role;
    if (!isOwn) throw homeError('enrolment-other-home', `the certificate of ${writer} says something else`);
  }
  const claims = book.certificate(home)?.claims;
  if (claims?.agreementKey !== service.agreement.publicKey) {
    throw homeError('enrolment-other-home', 'its agreement key is not the one of this home');
  }
  return claims.scope;
}
