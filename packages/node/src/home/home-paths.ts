import { join, resolve } from 'node:path';
import type { WriterId } from '@liaison/protocol';

/** Where everything of one home is. All of it is private to the account; nothing in it is a secret in clear. */
export interface HomePaths {
  readonly folder: string;
  /** Settings without secrets. */
  readonly settings: string;
  readonly keys: string;
  /** Database key, service writer and TLS key, sealed by the home's passphrase. */
  readonly homeKeys: string;
  /** What the next writer of this machine will be, while it waits for its certificates. */
  readonly nextSettings: string;
  readonly nextHomeKeys: string;
  readonly nextCertificate: string;
  readonly directoryKey: string;
  /** A directory key whose delegation is being published; it takes the place of the other one right after. */
  readonly nextDirectoryKey: string;
  /** Root and recovery key of the member: belongs offline. */
  readonly rootKey: string;
  /** The database key sealed to the member's recovery key. */
  readonly databaseRecovery: string;
  readonly certificate: string;
  readonly database: string;
  /** Made by a node while it runs. */
  readonly runningNode: string;
  /** What a new machine asks its desk; only in an enrolled home. */
  readonly request: string;
  officerKeys(writer: WriterId): string;
}

/** The paths of a home, absolute. */
export function homePaths(home: string): HomePaths {
  const folder = resolve(home);
  const keys = join(folder, 'keys');
  return {
    folder,
    settings: join(folder, 'home.json'),
    keys,
    homeKeys: join(keys, 'home.jwe'),
    nextSettings: join(folder, 'home-next.json'),
    nextHomeKeys: join(keys, 'home-next.jwe'),
    nextCertificate: join(folder, 'tls', 'certificate-next.pem'),
    directoryKey: join(keys, 'directory.jwe'),
    nextDirectoryKey: join(keys, 'directory-next.jwe'),
    rootKey: join(keys, 'root.jwe'),
    databaseRecovery: join(keys, 'database-recovery.json'),
    certificate: join(folder, 'tls', 'certificate.pem'),
    database: join(folder, 'liaison.db'),
    runningNode: join(folder, 'node.json'),
    request: join(folder, 'enrolment-request.json'),
    officerKeys: (writer) => join(keys, `officer-${writer}.jwe`),
  };
}
