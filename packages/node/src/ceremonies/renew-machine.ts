import { encodeEnrolmentRequestFile, signEnrolmentRequest, writerIdOf } from '@liaison/identity';
import { type EnrolmentRequest, encodeBase64url, type WriterId } from '@liaison/protocol';
import { chooseOfficer } from '../home/choose-officer.js';
import { readHomeText } from '../home/durable-files.js';
import { givenName } from '../home/given-name.js';
import { homeError } from '../home/home-errors.js';
import { homePaths } from '../home/home-paths.js';
import { knownHomes } from '../home/known-homes.js';
import type { OpenHome } from '../home/open-home.js';
import { createWriterKeys, openHomeKeys, sealHomeKeys, type WriterKeys } from '../home/sealed-keys.js';
import { claimedTime } from '../replica/clock.js';
import { createTlsCertificate } from '../transport/tls-certificate.js';
import { nameSaltOf, openEnrolmentAsk } from './enrolment-request.js';

export interface RenewMachineOptions {
  /** Officer by name or writer id; undefined: the only or default one. */
  readonly as: string | undefined;
  /** Unlocks the home's keys and the officer's, and seals the next ones. */
  readonly passphrase: string;
  /** What the machine is called from then on; left out: its name with the next number. */
  readonly label?: string;
}

export interface RenewMachineReport {
  readonly before: WriterId;
  readonly home: WriterId;
  readonly label: string;
  readonly tlsPin: string;
  readonly officer: { readonly name: string; readonly before: WriterId; readonly writer: WriterId };
  /** The text to take to the home desk. */
  readonly requestFile: string;
  readonly fingerprint: string;
}

/**
 * Makes the next service writer, officer's writer and TLS key of a machine that was copied or restored: its data stay, no
 * key is used by two machines. Nothing changes before the certificates have come (`completeEnrolment`). Throws
 * `officer-unknown`, `officer-ambiguous`, `passphrase-wrong`, `enrolment-label-taken`.
 */
export async function renewMachine(home: OpenHome, options: RenewMachineOptions): Promise<RenewMachineReport> {
  const { passphrase } = options;
  const { context } = home.replica;
  const before = chooseOfficer(home.actingOfficers.length > 0 ? home.actingOfficers : home.officers, options.as);
  await home.unlockOfficer(before.writer, passphrase); // whoever renews a machine holds its keys
  const { databaseKey } = await openHomeKeys(passphrase, readHomeText(homePaths(home.folder).homeKeys));
  const [service, keys, tls] = [
    createWriterKeys(context.random),
    createWriterKeys(context.random),
    await createTlsCertificate(context.random),
  ];
  const label = nextLabel(home, options.label);
  const officerRequest = ask(home, 'officer', keys, before.name);
  const requestFile = encodeEnrolmentRequestFile({ requests: [ask(home, 'service', service, label), officerRequest] });
  const [next, writer] = [
    writerIdOf(context.member, service.signing.publicKey),
    writerIdOf(context.member, keys.signing.publicKey),
  ];
  const officers = home.settings.officers.map((one) => ({ ...one, default: false }));
  const settings = { ...home.settings, state: 'requested', home: next, label } as const;
  const kept = {
    settings: { ...settings, officers: [...officers, { writer, default: true }] },
    sealedKeys: await sealHomeKeys(passphrase, { databaseKey, service, tlsPrivateKeyPem: tls.privateKeyPem }, {}),
    certificatePem: tls.certificatePem,
  };
  const nameSalt = encodeBase64url(nameSaltOf(officerRequest));
  await home.keepNext(kept, { writer, name: before.name, nameSalt }, keys, passphrase);
  return {
    before: home.settings.home,
    home: next,
    label,
    tlsPin: tls.pin,
    officer: { name: before.name, before: before.writer, writer },
    requestFile,
    fingerprint: openEnrolmentAsk(requestFile).fingerprint,
  };
}

function ask(home: OpenHome, role: EnrolmentRequest['role'], keys: WriterKeys, label: string): string {
  const { context } = home.replica;
  const [signingKey, agreementKey] = [keys.signing.publicKey, keys.agreement.publicKey];
  const at = claimedTime(context.clock);
  return signEnrolmentRequest({ v: 1, member: context.member, role, signingKey, agreementKey, label, at }, keys.signing)
    .token;
}

/** `KR-laptop` becomes `KR-laptop-2`, and that `KR-laptop-3`: a desk tells machines apart by their names. */
function nextLabel(home: OpenHome, given: string | undefined): string {
  const taken = new Set(knownHomes(home.replica.context.store).map(({ label }) => label));
  taken.add(home.settings.label);
  if (given !== undefined) {
    const label = givenName(given);
    if (taken.has(label)) throw homeError('enrolment-label-taken', label);
    return label;
  }
  const [, stem = home.settings.label, number = '1'] = /^(.*)-(\d{1,6})$/.exec(home.settings.label) ?? [];
  for (let next = Number(number) + 1; ; next++) if (!taken.has(`${stem}-${next}`)) return givenName(`${stem}-${next}`);
}
