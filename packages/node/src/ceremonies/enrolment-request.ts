import {
  decodeEnrolmentRequestFile,
  NAME_SALT_BYTES,
  type OpenEnrolmentRequest,
  openEnrolmentRequest,
} from '@liaison/identity';
import { compareText, type MemberCode, parseToken, sha256 } from '@liaison/protocol';
import { homeError } from '../home/home-errors.js';

/** What a machine asks for: its service writer and its officers, all of one member. */
export interface EnrolmentAsk {
  readonly member: MemberCode;
  /** What the machine is called. */
  readonly label: string;
  readonly service: OpenEnrolmentRequest;
  readonly officers: readonly OpenEnrolmentRequest[];
  /** Read out by telephone: 30 digits that both ends see. */
  readonly fingerprint: string;
}

/**
 * Opens a request file. Whoever asks holds the keys that it names (ENR-1); whether it is the right officer, the desk
 * learns by comparing the fingerprint. Throws `enrolment-file-malformed`, `token-malformed`, `request-malformed`,
 * `signature-wrong` and `enrolment-request-incomplete`.
 */
export function openEnrolmentAsk(requestFile: string): EnrolmentAsk {
  const file = decodeEnrolmentRequestFile(requestFile);
  if (!file.ok) throw file.error;
  const requests = file.value.requests.map((token) => {
    const opened = openEnrolmentRequest(token);
    if (!opened.ok) throw opened.error;
    return opened.value;
  });
  const [service, ...others] = requests.filter(({ claims }) => claims.role === 'service');
  const officers = requests.filter(({ claims }) => claims.role === 'officer');
  if (service === undefined || others.length > 0) throw incomplete('it must name one machine');
  if (officers.length === 0) throw incomplete('it names no officer');
  const { member, label } = service.claims;
  if (requests.some(({ claims }) => claims.member !== member)) throw incomplete('it names several members');
  if (new Set(requests.map(({ writer }) => writer)).size < requests.length) throw incomplete('it names a key twice');
  return { member, label, service, officers, fingerprint: fingerprintOf(requests.map(({ id }) => id)) };
}

const incomplete = (why: string) => homeError('enrolment-request-incomplete', why);

const GROUPS = 6;

/**
 * Digits can be read out in any language. Six groups of five, each from five bytes of SHA-256 (the form of Signal's
 * safety numbers): about 100 bits, too many to find a second request with the same ones.
 */
export function fingerprintOf(ids: readonly string[]): string {
  const digest = Buffer.from(sha256('liaison-fingerprint-v1', [...ids].sort(compareText).join('\n')));
  const groups = Array.from({ length: GROUPS }, (_unused, i) => digest.readUIntBE(i * 5, 5) % 100_000);
  return groups.map((group) => String(group).padStart(5, '0')).join(' ');
}

/**
 * The salt of an officer's name, made from the signature under the request. Only the machine and its desk ever have the
 * request, and nobody without the key can make its signature; so both know the salt and nothing more must be sent.
 */
export function nameSaltOf(requestToken: string): Uint8Array {
  const parsed = parseToken('liaison-request', requestToken, requestToken.length);
  if (!parsed.ok) throw parsed.error;
  return sha256('liaison-name-salt-v1', parsed.value.signature).subarray(0, NAME_SALT_BYTES);
}
