import {
  effectiveCertificates,
  heldDirectories,
  leadingDirectory,
  openDirectory,
  openRoster,
  rootAuthority,
  writerIdOf,
} from '@liaison/identity';
import type { JsonValue } from '@liaison/protocol';
import { signedClaims, vectorKey } from '../seeded-keys.js';
import { accepted, type Case, invalid, refused, type Topic, valid } from '../vector-file.js';
import {
  AT,
  type Claims,
  certificate,
  delegationClaims,
  directory,
  directoryClaims,
  idOf,
  officerClaims,
  roots,
  rosterClaims,
  rosterOf,
  serviceClaims,
} from './document-federation.js';

const document: JsonValue = rosterOf(rosterClaims) as JsonValue;

function idIn(token: string): string {
  const roster = openRoster(document);
  if (!roster.ok) throw roster.error;
  const opened = openDirectory(token, roster.value);
  if (!opened.ok) throw opened.error;
  return opened.value.id;
}

const first = directory(directoryClaims);
const version = (number: number, previous: string, change: Claims = {}): string =>
  directory({ ...directoryClaims, version: number, previous, ...change });
const newKey = vectorKey('second directory KR');
const delegated = (number: number, key: string): string =>
  signedClaims('liaison-delegation', { ...delegationClaims, version: number, directoryKey: key }, roots.KR);
/** The same certificates, signed again by a later directory key: their ids stay. */
const underNewKey = (number: number, previous: string): string =>
  directory(
    {
      ...directoryClaims,
      version: number,
      previous,
      delegation: delegated(2, newKey.publicKey),
      certificates: [certificate(serviceClaims, newKey), certificate(officerClaims, newKey)],
    },
    newKey,
  );
const [service] = directoryClaims.certificates as [string];
const marked = { revoked: [{ writer: officerClaims.writer, at: AT }] };
const otherOfficer = certificate({ ...officerClaims, powers: ['write'] });

const sameSerial = certificate({ ...officerClaims, ...otherWriter('officer KR again') });

function otherWriter(name: string): Claims {
  const { publicKey } = vectorKey(name);
  return { writer: writerIdOf('KR', publicKey), signingKey: publicKey };
}

const held = (comment: string, ...directories: string[]): Case => valid(comment, { directories });

function cases(): Case[] {
  const firstId = idIn(first);
  return [
    held('one', first),
    held('a next version that says the same', first, version(2, firstId)),
    held('a version much later, then an older one', version(5, idOf('version 4')), first),
    held('a revocation', first, version(2, firstId, marked)),
    held('a revocation withdrawn: both stay', version(3, idOf('version 2'), marked), version(5, idOf('version 4'))),
    held('a certificate left out: both stay', first, version(2, firstId, { certificates: [service] })),
    held('a writer certified in two ways', first, version(2, firstId, { certificates: [service, otherOfficer] })),
    held('a serial certified twice', first, version(2, firstId, { certificates: [service, sameSerial] })),
    held('another one of the same version', first, directory({ ...directoryClaims, nodes: [] })),
    held(
      'two of one version, and a later one that contains both',
      directory({ ...directoryClaims, certificates: [service] }),
      directory({ ...directoryClaims, nodes: [] }),
      version(2, idOf('either'), marked),
    ),
    held('a new directory key that signs the same certificates again', first, underNewKey(2, firstId)),
    held(
      'a former key that goes on certifying',
      underNewKey(2, firstId),
      version(5, idOf('version 4'), { certificates: [service, sameSerial] }),
    ),
    invalid('a directory of another root key', { directories: [first, foreign] }, 'Root', 'signature-wrong'),
  ];
}

const foreign = directory({
  ...directoryClaims,
  delegation: signedClaims('liaison-delegation', delegationClaims, roots.TH),
});

export const heldDirectoriesTopic: Topic = {
  path: 'documents/directories-held',
  comment:
    'Which directories of a member are held, which one leads, and its writers: id of the certificate, powers. The order of directories means nothing.',
  shapes: {
    context: { roster: 'object' },
    input: { directories: 'array' },
    expected: { held: 'string', leads: 'string', writers: 'string' },
  },
  notes: {
    Root: { bugType: 'FORGERY', effect: 'Somebody else speaks for the member.', rules: ['DIR-2'] },
  },
  groups: () => [{ comment: 'the roster of KR and TH', context: { roster: document }, cases: cases() }],
  run: ({ directories }, { roster }) => {
    const opened = openRoster(roster);
    if (!opened.ok) return refused(opened.error.code);
    const authority = rootAuthority([opened.value]);
    const read = (directories as string[]).map((token) => openDirectory(token, authority));
    const fault = read.find((one) => !one.ok);
    if (fault !== undefined && !fault.ok) return refused(fault.error.code);
    const all = heldDirectories(
      read.flatMap((one) => (one.ok ? [one.value] : [])),
      authority,
    );
    const writers = [...effectiveCertificates(all, authority).values()].map(({ id, claims }) =>
      `${id} ${claims.powers.join(',')}`.trim(),
    );
    return accepted({
      held: all.map(({ id }) => id).join(' '),
      leads: leadingDirectory(all, authority)?.id ?? '',
      writers: writers.sort().join('; '),
    });
  },
};
