import { encodeEnrolmentRequestFile, signEnrolmentRequest, writerIdOf } from '@liaison/identity';
import { type EnrolmentRequest, encodeBase64url, type WriterId } from '@liaison/protocol';
import { chooseOfficer } from '../home/choose-officer.js';
import type { OpenHome } from '../home/open-home.js';
import { createWriterKeys, type WriterKeys } from '../home/sealed-keys.js';
import { claimedTime } from '../replica/clock.js';
import { nameSaltOf, openEnrolmentAsk } from './enrolment-request.js';

export interface RenewOfficerReport {
  readonly officer: { readonly name: string; readonly before: WriterId; readonly writer: WriterId };
  /** The text to take to the home desk, which grants it as it granted the machine. */
  readonly requestFile: string;
  readonly fingerprint: string;
}

/**
 * Makes the next key of an officer on a machine that is enrolled: certificates are never changed, so a longer mission or
 * other powers mean another writer. The new key is used as soon as its certificate has come, by file or by sync; the desk
 * then ends the former one with `pin`. Throws `officer-unknown`, `officer-ambiguous`, `passphrase-wrong`.
 */
export async function renewOfficer(
  home: OpenHome,
  as: string | undefined,
  passphrase: string,
): Promise<RenewOfficerReport> {
  const { context, serviceKey } = home.replica;
  const before = chooseOfficer(home.actingOfficers, as);
  await home.unlockOfficer(before.writer, passphrase); // whoever renews a key holds the former one
  const keys = createWriterKeys(context.random);
  const writer = writerIdOf(context.member, keys.signing.publicKey);
  const at = claimedTime(context.clock);
  const ask = (role: EnrolmentRequest['role'], { signing, agreement }: WriterKeys, label: string): string => {
    const [signingKey, agreementKey] = [signing.publicKey, agreement.publicKey];
    const claims = { v: 1 as const, member: context.member, role, signingKey, agreementKey, label, at };
    return signEnrolmentRequest(claims, signing).token;
  };
  const service = { signing: serviceKey, agreement: home.serviceAgreementKey };
  const officerRequest = ask('officer', keys, before.name);
  const nameSalt = encodeBase64url(nameSaltOf(officerRequest));
  await home.addOfficer({ writer, name: before.name, nameSalt }, keys, passphrase);
  const requestFile = encodeEnrolmentRequestFile({
    requests: [ask('service', service, home.settings.label), officerRequest],
  });
  const officer = { name: before.name, before: before.writer, writer };
  return { officer, requestFile, fingerprint: openEnrolmentAsk(requestFile).fingerprint };
}
