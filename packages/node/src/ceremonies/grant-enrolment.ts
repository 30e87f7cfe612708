import {
  type Certificate,
  commitName,
  type Directory,
  encodeEnrolmentCertificateFile,
  type OpenEnrolmentRequest,
  type SigningKey,
  signCertificate,
} from '@liaison/identity';
import {
  type CertificateClaims,
  encodeBase64url,
  type Power,
  powerSchema,
  type Scope,
  type SpaceId,
  type WriterId,
} from '@liaison/protocol';
import { givenName } from '../home/given-name.js';
import { homeError } from '../home/home-errors.js';
import { type KnownHome, type KnownOfficer, knownHomes, knownOfficers, putKnownHome } from '../home/known-homes.js';
import type { OpenHome } from '../home/open-home.js';
import { changeDirectory, type DirectoryChange, ownDirectory } from '../home/publish-directory.js';
import { certificateClaims } from './create-member.js';
import { type EnrolmentAsk, fingerprintOf, nameSaltOf, openEnrolmentAsk } from './enrolment-request.js';
import { LAPTOP_OFFICER_POWERS, SERVICE_POWERS } from './powers.js';

export interface GrantEnrolmentOptions {
  /** The home desk, which holds the member's directory key. */
  readonly home: OpenHome;
  /** Text of the request file. Compare its fingerprint (`openEnrolmentAsk`) with the officer before granting. */
  readonly requestFile: string;
  /** The spaces that the machine may carry; `*`: all of the member's. */
  readonly spaces: readonly SpaceId[] | '*';
  /** What its officers may do; a travelling officer's powers unless given. */
  readonly powers?: readonly Power[];
  /** When the mission of its officers ends; guides what nodes offer and voids nothing (CRT-7). */
  readonly until?: string;
  /** Goes into the same version of the directory. */
  readonly change?: Pick<DirectoryChange, 'nodes' | 'nodesGone' | 'endsCopy'>;
  /** Unlocks the directory key. */
  readonly passphrase: string;
}

export interface GrantEnrolmentReport {
  readonly member: string;
  readonly label: string;
  readonly home: WriterId;
  readonly officers: readonly { readonly writer: WriterId; readonly name: string }[];
  /** The text to bring back to the machine. */
  readonly certificateFile: string;
  /** Of the request that was granted. */
  readonly fingerprint: string;
  /** Of the roster that the machine will rely on: to be compared when it finishes. */
  readonly rosterFingerprint: string;
  readonly directoryVersion: number;
}

/**
 * Certifies a machine and its officers in the next version of the member's directory. The same request granted again
 * gives the same certificates. Throws the codes of `openEnrolmentAsk`, `directory-key-missing`, `passphrase-wrong`,
 * `enrolment-member-wrong`, `enrolment-space-unknown`, `enrolment-label-taken`, `enrolment-already-granted`.
 */
export async function grantEnrolment(options: GrantEnrolmentOptions): Promise<GrantEnrolmentReport> {
  const { home, spaces } = options;
  const { context } = home.replica;
  const ask = openEnrolmentAsk(options.requestFile);
  if (ask.member !== context.member) throw homeError('enrolment-member-wrong', `${ask.member}, not ${context.member}`);
  const names = namesOf(ask);
  refuseTakenLabel(home, names);
  for (const space of spaces === '*' ? [] : spaces) {
    if (context.store.spaces.byId(space) === undefined) throw homeError('enrolment-space-unknown', space);
  }
  const key = await home.unlockDirectoryKey(options.passphrase);
  const certificates = newCertificates(ask, names, ownDirectory(context), options, key);
  const directory = changeDirectory(home.replica, { ...options.change, certificates }, key, () => {
    putKnownHome(context.store, withFormerOfficers(names, knownOfficers(context.store, names.home)));
  });
  const { roster } = context.authority;
  return {
    member: ask.member,
    label: names.label,
    home: ask.service.writer,
    officers: names.officers.map(({ writer, name }) => ({ writer, name })),
    certificateFile: encodeEnrolmentCertificateFile({
      rosters: context.authority.rosters().map(({ document }) => document),
      directories: context.authority.directories().map(({ token }) => token),
      home: ask.service.writer,
    }),
    fingerprint: ask.fingerprint,
    rosterFingerprint: fingerprintOf([roster.id]),
    directoryVersion: directory.version,
  };
}

const namesOf = (ask: EnrolmentAsk): KnownHome => ({
  label: givenName(ask.label),
  home: ask.service.writer,
  officers: ask.officers.map(({ writer, claims, token }) => {
    return { writer, name: givenName(claims.label), nameSalt: encodeBase64url(nameSaltOf(token)) };
  }),
});

/** An officer who takes another key keeps the former one's name, or nobody could pin it by name. */
const withFormerOfficers = (home: KnownHome, former: readonly KnownOfficer[]): KnownHome => ({
  ...home,
  officers: [...former.filter(({ writer }) => home.officers.every((one) => one.writer !== writer)), ...home.officers],
});

function refuseTakenLabel(home: OpenHome, { label, home: asking }: KnownHome): void {
  const taken = knownHomes(home.replica.context.store).some((known) => known.label === label && known.home !== asking);
  if (taken) throw homeError('enrolment-label-taken', label);
}

type GrantNew = Pick<GrantEnrolmentOptions, 'spaces' | 'powers'> & { readonly until?: string | null };

/** Tokens of what is not certified yet; what is must have been granted just so. */
function newCertificates(
  ask: EnrolmentAsk,
  names: KnownHome,
  directory: Directory,
  { spaces, powers, until = null }: GrantNew,
  key: SigningKey,
): string[] {
  const scope: Scope = spaces === '*' ? '*' : [...new Set(spaces)].sort();
  const officerPowers = [...new Set(powers ?? LAPTOP_OFFICER_POWERS)].map((power) => powerSchema.parse(power)).sort();
  const known = [...directory.certificatesByWriter.values()];
  let serial = Math.max(0, ...known.map(({ claims }) => claims.serial));
  const tokens: string[] = [];
  for (const request of [ask.service, ...ask.officers]) {
    const isService = request === ask.service;
    const granted = { scope, powers: isService ? [...SERVICE_POWERS] : officerPowers };
    const dates = { until: isService ? null : until };
    const before = directory.certificatesByWriter.get(request.writer);
    if (before !== undefined) refuseOtherGrant(before, { ...granted, home: ask.service.writer });
    else {
      serial += 1;
      const name = isService ? null : commitmentOf(names, request);
      const certified = { ...granted, member: ask.member, home: ask.service.writer, serial, name, ...dates };
      tokens.push(signCertificate(claimsFor(request, certified), key).token);
    }
  }
  return tokens;
}

const claimsFor = (
  { claims }: OpenEnrolmentRequest,
  certified: Omit<Parameters<typeof certificateClaims>[1], 'role'>,
): CertificateClaims =>
  certificateClaims(
    { signing: { publicKey: claims.signingKey }, agreement: { publicKey: claims.agreementKey } },
    { ...certified, role: claims.role },
  );

function commitmentOf(names: KnownHome, request: OpenEnrolmentRequest): string {
  const name = names.officers.find(({ writer }) => writer === request.writer)?.name ?? '';
  return commitName(name, nameSaltOf(request.token));
}

function refuseOtherGrant({ claims }: Certificate, granted: { scope: Scope; powers: Power[]; home: WriterId }): void {
  const text = ({ scope, powers, home }: typeof granted): string => JSON.stringify([scope, powers, home]);
  if (text(claims) !== text(granted)) throw homeError('enrolment-already-granted', claims.writer);
}
