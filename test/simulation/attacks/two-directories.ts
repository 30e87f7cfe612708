import { createAgreementKey, createSigningKey, signCertificate, signDirectory, writerIdOf } from '@liaison/identity';
import type { MemoryHome } from '@liaison/node/testing';
import type { Power } from '@liaison/protocol';
import type { Attack, AttackScene } from '../attack.js';
import { victimOf } from './targets.js';

const SERIAL = 900;

/** A member signs two directories of one version, which give one writer different powers, and shows one each to two homes. */
export const twoDirectories: Attack = {
  name: 'two-directories',
  weight: 1,
  run(scene) {
    const victims = [victimOf(scene), victimOf(scene)];
    const tokens = contradicting(scene);
    for (const [index, victim] of victims.entries()) {
      const { replica } = scene.world.home(victim);
      replica.admitDocuments(scene.attacker.service.writer, { rosters: [], directories: [tokens[index] as string] });
    }
    return `at ${victims.join(' and ')}`;
  },
};

function contradicting({ attacker, world: { federation } }: AttackScene): string[] {
  const held = attacker.replica.context.authority.directory(attacker.member);
  if (held === undefined) throw new Error('the attacker has no directory');
  const key = federation.directoryKey(attacker.member);
  const certify = newWriter(attacker, federation.random, key);
  return [['write'] as Power[], []].map((powers) => {
    const certificates = [...held.claims.certificates, certify(powers)];
    const claims = { ...held.claims, certificates, version: held.version + 1, previous: held.id };
    return signDirectory(claims, key).token;
  });
}

function newWriter(
  { member, officer }: MemoryHome,
  random: Parameters<typeof createSigningKey>[0],
  key: Parameters<typeof signCertificate>[1],
): (powers: Power[]) => string {
  const signing = createSigningKey(random);
  const claims = {
    ...officer.certificate.claims,
    writer: writerIdOf(member, signing.publicKey),
    serial: SERIAL + Number(random.bytes(1)[0]),
    signingKey: signing.publicKey,
    agreementKey: createAgreementKey(random).publicKey,
  };
  return (powers) => signCertificate({ ...claims, powers }, key).token;
}
