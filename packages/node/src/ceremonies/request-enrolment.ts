import {
  encodeEnrolmentRequestFile,
  type Random,
  type SealOptions,
  signEnrolmentRequest,
  writerIdOf,
} from '@liaison/identity';
import {
  type EnrolmentRequest,
  encodeBase64url,
  type MemberCode,
  memberCodeSchema,
  type WriterId,
} from '@liaison/protocol';
import { givenName } from '../home/given-name.js';
import { homeError } from '../home/home-errors.js';
import { homePaths } from '../home/home-paths.js';
import { createWriterKeys, type WriterKeys } from '../home/sealed-keys.js';
import { type Clock, claimedTime } from '../replica/clock.js';
import { createTlsCertificate } from '../transport/tls-certificate.js';
import { nameSaltOf, openEnrolmentAsk } from './enrolment-request.js';
import { createFolderWhole } from './staged-folder.js';
import { type HomeBlueprint, writeHome } from './write-home.js';

export interface RequestEnrolmentOptions {
  readonly folder: string;
  readonly member: string;
  /** What the machine is called, such as `KR-laptop`. */
  readonly label: string;
  /** Name of the officer who will use it. */
  readonly officer: string;
  readonly passphrase: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Rounds of the passphrase seal; only tests take fewer. */
  readonly sealing?: SealOptions;
}

export interface RequestEnrolmentReport {
  readonly home: string;
  readonly writer: WriterId;
  readonly officer: { readonly writer: WriterId; readonly name: string };
  /** The text to take to the home desk; also kept in the home as `requestPath`. No secret, but it names the officer. */
  readonly requestFile: string;
  readonly requestPath: string;
  readonly fingerprint: string;
}

/**
 * Makes a laptop's home with keys of its own, which waits for certificates. No key ever leaves the machine it was made
 * on. Throws `home-not-empty`, `member-code-malformed`, `name-malformed`, `passphrase-empty`, `folder-not-written`;
 * then nothing is left behind.
 */
export async function requestEnrolment(options: RequestEnrolmentOptions): Promise<RequestEnrolmentReport> {
  const { folder, passphrase, random, sealing = {} } = options;
  const member = memberCodeSchema.safeParse(options.member);
  if (!member.success) throw homeError('member-code-malformed', options.member);
  const names = { label: givenName(options.label), officer: givenName(options.officer) };
  const blueprint = await createFolderWhole(folder, 'home-not-empty', async (stage) => {
    const made = await waitingHome(member.data, names, options);
    await writeHome(stage, made, passphrase, { random, ...sealing });
    return made;
  });
  const { settings, request } = blueprint;
  const [officer] = blueprint.officers as [(typeof blueprint.officers)[number]];
  const paths = homePaths(folder);
  return {
    home: paths.folder,
    writer: settings.home,
    officer: { writer: officer.writer, name: names.officer },
    requestFile: request,
    requestPath: paths.request,
    fingerprint: openEnrolmentAsk(request).fingerprint,
  };
}

async function waitingHome(
  member: MemberCode,
  names: { label: string; officer: string },
  { clock, random }: RequestEnrolmentOptions,
): Promise<HomeBlueprint & { request: string }> {
  const [service, officer] = [createWriterKeys(random), createWriterKeys(random)];
  const databaseKey = random.bytes(32);
  const tls = await createTlsCertificate(random);
  const at = claimedTime(clock);
  const home = writerIdOf(member, service.signing.publicKey);
  const writer = writerIdOf(member, officer.signing.publicKey);
  const ask = (role: EnrolmentRequest['role'], keys: WriterKeys, label: string): string => {
    const [signingKey, agreementKey] = [keys.signing.publicKey, keys.agreement.publicKey];
    return signEnrolmentRequest({ v: 1, member, role, signingKey, agreementKey, label, at }, keys.signing).token;
  };
  const officerRequest = ask('officer', officer, names.officer);
  const nameSalt = encodeBase64url(nameSaltOf(officerRequest));
  return {
    settings: {
      format: 'liaison-home/1',
      role: 'laptop',
      state: 'requested',
      member,
      home,
      label: names.label,
      address: null,
      officers: [{ writer, default: true }],
    },
    keys: { databaseKey, service, tlsPrivateKeyPem: tls.privateKeyPem },
    certificatePem: tls.certificatePem,
    officers: [{ writer, keys: officer }],
    names: { label: names.label, home, officers: [{ writer, name: names.officer, nameSalt }] },
    request: encodeEnrolmentRequestFile({ requests: [ask('service', service, names.label), officerRequest] }),
  };
}
