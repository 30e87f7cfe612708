import { compareText, type WriterId } from '@liaison/protocol';
import type { Certificate } from '../certificate/certificate.js';
import type { RootAuthority } from '../roster/root-authority.js';
import type { Directory } from './directory.js';
import { speakingDirectories } from './held-directories.js';

/**
 * What the writers of one member are by the directories held (DIR-6). Where these certify one writer or one serial in two
 * ways, the certificate with the lower id holds. Another writer of that serial, and a writer that only silent
 * directories certify, is known, so that what others built on it can be placed, and has no powers.
 */
export function effectiveCertificates(
  held: readonly Directory[],
  authority: RootAuthority,
): Map<WriterId, Certificate> {
  const speaking = new Set(speakingDirectories(held, authority));
  const loud = certificatesOf(held.filter((directory) => speaking.has(directory)));
  const silent = certificatesOf(held.filter((directory) => !speaking.has(directory)));
  const byWriter = new Map<WriterId, Certificate>();
  const serials = new Set<number>();
  const late: Certificate[] = [];
  for (const certificate of loud) {
    const { writer, serial } = certificate.claims;
    if (byWriter.has(writer)) continue;
    if (serials.has(serial)) late.push(certificate);
    else byWriter.set(writer, certificate);
    serials.add(serial);
  }
  for (const certificate of [...late, ...silent]) {
    if (!byWriter.has(certificate.claims.writer)) byWriter.set(certificate.claims.writer, powerless(certificate));
  }
  return byWriter;
}

/** By id, each once: the id leaves the signature out, so a new directory key may sign the same claims again. */
function certificatesOf(directories: readonly Directory[]): Certificate[] {
  const byId = new Map<string, Certificate>();
  for (const { certificatesByWriter } of directories) {
    for (const certificate of certificatesByWriter.values()) byId.set(certificate.id, certificate);
  }
  return [...byId.values()].sort((a, b) => compareText(a.id, b.id));
}

const powerless = (certificate: Certificate): Certificate => ({
  ...certificate,
  claims: { ...certificate.claims, powers: [], scope: [] },
});
