import { openCertificate, openDirectory, openRoster, writerIdOf } from '@liaison/identity';
import { encodeBase64url, type JsonValue } from '@liaison/protocol';
import { signedClaims } from '../seeded-keys.js';
import { type Case, invalid, type JsonObject, outcomeOf, refused, type Topic, valid } from '../vector-file.js';
import {
  AT,
  type Claims,
  certificate,
  delegationClaims,
  directory,
  directoryClaims,
  directoryKey,
  idOf,
  officerClaims,
  roots,
  rosterClaims,
  rosterOf,
  serviceClaims,
} from './document-federation.js';
import { shapeFaults } from './shape-faults.js';

export const SMALL_ORDER = encodeBase64url(Uint8Array.of(1, ...new Uint8Array(31)));
export const payloadOf = (token: string): string =>
  Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
export const reordered = ({ v, ...rest }: Claims): Claims => ({ ...rest, v });

export const documentNotes = {
  ClaimSet: {
    bugType: 'CLAIM_SET',
    effect: 'Equal claims with two ids, or claims that only some nodes read.',
    rules: ['SIG-5'],
  },
  ListOrder: { bugType: 'SECOND_SPELLING', effect: 'Equal claims with two ids.', rules: ['SIG-5'] },
  Signature: { bugType: 'FORGERY', effect: 'Somebody else speaks for the member.', rules: ['SIG-7'] },
  WeakKey: { bugType: 'WEAK_KEY', effect: 'Everybody can sign, or read, for such a key.', rules: ['SIG-6'] },
} as const;
const { ListOrder: _listOrder, ...withoutListOrder } = documentNotes;

const cert = (comment: string, change: Claims, flag: string): Case =>
  invalid(comment, { token: certificate({ ...officerClaims, ...change }) }, flag, 'certificate-malformed');

export const certificateTopic: Topic = {
  path: 'documents/certificate',
  rules: ['CRT-1', 'CRT-4', 'VER-5'],
  comment: 'Certificates, opened with the directory key and the member number of the context.',
  shapes: {
    context: { directoryKey: 'string', memberNumber: 'integer' },
    input: { token: 'string' },
    expected: { id: 'string', client: 'integer', claims: 'string' },
  },
  notes: {
    ...documentNotes,
    Writer: { bugType: 'IDENTITY', effect: 'A certificate for a key that its holder does not have.', rules: ['CRT-2'] },
    Home: { bugType: 'IDENTITY', effect: 'An officer that receives, or a service without a home.', rules: ['CRT-2'] },
    Serial: { bugType: 'OVERFLOW', effect: 'Two writers with one clientID.', rules: ['CRT-5'] },
    Power: { bugType: 'CLAIM_VALUE', effect: 'A power that other nodes do not know.', rules: ['CRT-3'] },
  },
  groups: () => [
    {
      comment: 'the directory key of KR',
      context: { directoryKey: directoryKey.publicKey, memberNumber: 410 },
      cases: [
        valid('a service', { token: certificate(serviceClaims) }),
        valid('an officer with dates, a scope and a name', { token: certificate(officerClaims) }),
        cert('powers out of order', { powers: ['write', 'import'] }, 'ListOrder'),
        cert('a power twice', { powers: ['write', 'write'] }, 'ListOrder'),
        cert('a scope out of order', { scope: [...(officerClaims.scope as string[])].reverse() }, 'ListOrder'),
        cert('an unknown power', { powers: ['rule'] }, 'Power'),
        cert('the writer of the same key in another member', { writer: inTh.writer }, 'Writer'),
        cert('the writer of another key', { writer: serviceClaims.writer }, 'Writer'),
        cert('an officer that is its own home', { home: officerClaims.writer }, 'Home'),
        invalid(
          'a service with another home',
          { token: certificate({ ...serviceClaims, home: officerClaims.writer }) },
          'Home',
          'certificate-malformed',
        ),
        cert('serial 0', { serial: 0 }, 'Serial'),
        cert('a serial of 21 bits', { serial: 0x10_0000 }, 'Serial'),
        cert('an agreement key of low order', { agreementKey: encodeBase64url(new Uint8Array(32)) }, 'WeakKey'),
        cert('a claim too many', { note: 'x' }, 'ClaimSet'),
        ...shapeFaults(officerClaims, (claims) => ({ token: certificate(claims) }), 'certificate-malformed'),
        invalid(
          'claims in another order',
          { token: certificate(reordered(officerClaims)) },
          'ClaimSet',
          'certificate-malformed',
        ),
        invalid(
          'the signature of a root key',
          { token: certificate(officerClaims, roots.KR) },
          'Signature',
          'signature-wrong',
        ),
      ],
    },
  ],
  run: ({ token }, context) =>
    outcomeOf(openCertificate(token, String(context.directoryKey), Number(context.memberNumber)), (opened) => ({
      id: opened.id,
      client: opened.clientId,
      claims: payloadOf(opened.token),
    })),
};

export const json = (value: object): JsonValue => value as JsonValue;
const dir = (comment: string, change: Claims, flag: string, code = 'directory-malformed'): Case =>
  invalid(comment, { token: directory({ ...directoryClaims, ...change }) }, flag, code);
const [service, officer] = directoryClaims.certificates as [string, string];
/** A writer of TH with the key of KR's officer. */
const inTh = { member: 'TH', writer: writerIdOf('TH', String(officerClaims.signingKey)) };
const node = (change: Claims): Claims => ({ nodes: [{ ...(directoryClaims.nodes as Claims[])[0], ...change }] });
const mark = (writer: unknown): JsonObject => ({ writer: String(writer), at: AT });
const delegated = (change: Claims, key = roots.KR): Claims => ({
  delegation: signedClaims('liaison-delegation', { ...delegationClaims, ...change }, key),
});

export const directoryTopic: Topic = {
  path: 'documents/directory',
  comment: 'Directories, opened under the roster of the context.',
  shapes: {
    context: { roster: 'object' },
    input: { token: 'string' },
    expected: { id: 'string', writers: 'integer', revoked: 'integer' },
  },
  notes: {
    ...withoutListOrder,
    Member: { bugType: 'IDENTITY', effect: 'A stranger certifies writers.', rules: ['DIR-1'] },
    Delegation: { bugType: 'FORGERY', effect: 'A key that the root never named certifies writers.', rules: ['DIR-2'] },
    Certificates: { bugType: 'IDENTITY', effect: 'A writer or a serial that means two things.', rules: ['DIR-3'] },
    Node: { bugType: 'CLAIM_VALUE', effect: 'A caller sends to a place that nothing proves.', rules: ['DIR-8'] },
    Dangling: { bugType: 'IDENTITY', effect: 'Nodes, homes and revocations of nobody.', rules: ['DIR-3'] },
    Chain: { bugType: 'SUCCESSION', effect: 'A history that begins twice.', rules: ['DIR-1'] },
  },
  groups: () => [
    {
      comment: 'the roster of KR and TH',
      context: { roster: json(rosterOf(rosterClaims)) },
      cases: [
        valid('a service, an officer and a node', { token: directory(directoryClaims) }),
        valid('a later version with a revocation', {
          token: directory({
            ...directoryClaims,
            version: 2,
            previous: idOf('directory'),
            revoked: [mark(officerClaims.writer)],
          }),
        }),
        dir('certificates out of order', { certificates: [officer, service] }, 'Certificates'),
        dir('a certificate twice', { certificates: [service, service] }, 'Certificates'),
        dir(
          'a certificate of another member',
          { certificates: [service, certificate({ ...officerClaims, ...inTh })] },
          'Certificates',
        ),
        dir('an officer whose home is not certified', { certificates: [officer], nodes: [] }, 'Dangling'),
        dir(
          'a node that is an officer',
          { nodes: [{ writer: officerClaims.writer, addresses: [], tlsPin: idOf('tls') }] },
          'Dangling',
        ),
        dir('an address that is not https', node({ addresses: ['http://desk.example:8443'] }), 'Node'),
        dir('an address with a path', node({ addresses: ['https://desk.example:8443/x'] }), 'Node'),
        dir('a pin that is no SHA-256', node({ tlsPin: 'AAAA' }), 'Node'),
        dir('a revocation of nobody', { revoked: [mark('AAAAAAAAAAAAAAAAAAAAAA')] }, 'Dangling'),
        dir('a first version with a previous one', { previous: idOf('directory') }, 'Chain'),
        dir('a second version without a previous one', { version: 2 }, 'Chain'),
        dir('a claim too many', { note: 'x' }, 'ClaimSet'),
        ...shapeFaults(directoryClaims, (claims) => ({ token: directory(claims) }), 'directory-malformed'),
        invalid(
          'claims in another order',
          { token: directory(reordered(directoryClaims)) },
          'ClaimSet',
          'directory-malformed',
        ),
        dir('a member that the roster does not know', { member: 'VN' }, 'Member', 'directory-member-unknown'),
        dir('a delegation of another root key', delegated({}, roots.TH), 'Delegation', 'signature-wrong'),
        dir('a delegation of another member', delegated({ member: 'TH' }), 'Delegation', 'delegation-malformed'),
        dir(
          'a delegation to a key of small order',
          delegated({ directoryKey: SMALL_ORDER }),
          'WeakKey',
          'delegation-malformed',
        ),
        invalid(
          'signed by the root key',
          { token: directory(directoryClaims, roots.KR) },
          'Signature',
          'signature-wrong',
        ),
      ],
    },
  ],
  run: ({ token }, context) => {
    const opened = openRoster(context.roster);
    if (!opened.ok) return refused(opened.error.code);
    return outcomeOf(openDirectory(token, opened.value), ({ id, certificatesByWriter, revoked }) => ({
      id,
      writers: certificatesByWriter.size,
      revoked: revoked.size,
    }));
  },
};
