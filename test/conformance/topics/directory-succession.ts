import { admitDirectory, openDirectory, openRoster } from '@liaison/identity';
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

const pair = (held: string, candidate: string) => ({ held, candidate });
const no = (comment: string, held: string, candidate: string, flag: string, code: string): Case =>
  invalid(comment, pair(held, candidate), flag, code);

function cases(): Case[] {
  const firstId = idIn(first);
  const second = version(2, firstId);
  const fifth = version(5, idOf('version 4'));
  return [
    valid('the next version', pair(first, second)),
    valid('a version much later', pair(first, fifth)),
    valid('the same again', pair(first, first)),
    valid('an older one', pair(fifth, second)),
    valid('a revocation', pair(first, version(2, firstId, marked))),
    valid('a new directory key that signs the same certificates again', pair(first, underNewKey(2, firstId))),
    no(
      'another directory of the same version',
      first,
      directory({ ...directoryClaims, nodes: [] }),
      'Equivocation',
      'directory-equivocation',
    ),
    no('a next version that names another one', first, version(2, idOf('other')), 'Chain', 'directory-broken-chain'),
    no(
      'a version before that the held one does not name',
      version(2, idOf('other')),
      first,
      'Chain',
      'directory-broken-chain',
    ),
    no(
      'a later version under the former key',
      underNewKey(2, firstId),
      version(5, idOf('version 4')),
      'Delegation',
      'directory-delegation-older',
    ),
    no(
      'a certificate left out',
      first,
      version(2, firstId, { certificates: [service] }),
      'Shrinks',
      'certificate-changed',
    ),
    no(
      'a certificate changed',
      first,
      version(2, firstId, { certificates: [service, otherOfficer] }),
      'Shrinks',
      'certificate-changed',
    ),
    no('a revocation withdrawn', version(3, idOf('version 2'), marked), fifth, 'Shrinks', 'certificate-changed'),
  ];
}

export const successionTopic: Topic = {
  path: 'documents/directory-succession',
  comment: 'What a directory is to the one already held of the same member.',
  shapes: {
    context: { roster: 'object' },
    input: { held: 'string', candidate: 'string' },
    expected: { standing: 'string' },
  },
  notes: {
    Equivocation: { bugType: 'SUCCESSION', effect: 'A member shows two faces to two others.', rules: ['DIR-5'] },
    Chain: { bugType: 'SUCCESSION', effect: 'A history that was written again.', rules: ['DIR-5'] },
    Delegation: { bugType: 'SUCCESSION', effect: 'A stolen former key goes on certifying.', rules: ['DIR-5'] },
    Shrinks: {
      bugType: 'SUCCESSION',
      effect: 'Entries lose their author, or a thief is trusted again.',
      rules: ['DIR-5'],
    },
  },
  groups: () => [{ comment: 'the roster of KR and TH', context: { roster: document }, cases: cases() }],
  run: ({ held, candidate }, { roster }) => {
    const opened = openRoster(roster);
    if (!opened.ok) return refused(opened.error.code);
    const [before, after] = [openDirectory(held, opened.value), openDirectory(candidate, opened.value)];
    if (!before.ok) return refused(before.error.code);
    if (!after.ok) return refused(after.error.code);
    const standing = admitDirectory(before.value, after.value);
    return standing.ok ? accepted({ standing: standing.value }) : refused(standing.error.code);
  },
};
