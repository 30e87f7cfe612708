import { encodeEnrolmentRequestFile, signEnrolmentRequest, writerIdOf } from '@liaison/identity';
import { encodeBase64url, type Power, type WriterId } from '@liaison/protocol';
import { nameSaltOf } from '../ceremonies/enrolment-request.js';
import { grantEnrolment } from '../ceremonies/grant-enrolment.js';
import type { OpenHome } from '../home/open-home.js';
import { createWriterKeys } from '../home/sealed-keys.js';
import { claimedTime } from '../replica/clock.js';

export interface SecondOfficer {
  readonly name: string;
  readonly passphrase: string;
  /** None: a viewer. */
  readonly powers: readonly Power[];
  /** Of the officer who certifies this one. */
  readonly deskPassphrase: string;
}

/** Another officer at the same desk, with a key and a passphrase of their own. Returns the writer. */
export async function addSecondOfficer(
  desk: OpenHome,
  { name, passphrase, powers, deskPassphrase }: SecondOfficer,
): Promise<WriterId> {
  const { context, serviceKey } = desk.replica;
  const { member, clock, random } = context;
  const keys = createWriterKeys(random);
  const at = claimedTime(clock);
  const claims = { v: 1 as const, member, at };
  const officer = signEnrolmentRequest(
    {
      ...claims,
      role: 'officer',
      label: name,
      signingKey: keys.signing.publicKey,
      agreementKey: keys.agreement.publicKey,
    },
    keys.signing,
  ).token;
  const service = signEnrolmentRequest(
    {
      ...claims,
      role: 'service',
      label: desk.settings.label,
      signingKey: serviceKey.publicKey,
      agreementKey: desk.serviceAgreementKey.publicKey,
    },
    serviceKey,
  ).token;
  const writer = writerIdOf(member, keys.signing.publicKey);
  await desk.addOfficer({ writer, name, nameSalt: encodeBase64url(nameSaltOf(officer)) }, keys, passphrase);
  const requestFile = encodeEnrolmentRequestFile({ requests: [service, officer] });
  await grantEnrolment({ home: desk, requestFile, spaces: '*', passphrase: deskPassphrase, powers });
  return writer;
}
