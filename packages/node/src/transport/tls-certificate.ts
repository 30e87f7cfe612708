import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import type { Random } from '@liaison/identity';

/** A home's TLS key pair; `pin` is what its member's directory says about it. */
export interface TlsCertificate {
  readonly certificatePem: string;
  /** PKCS #8 in PEM: a secret, only ever stored sealed. */
  readonly privateKeyPem: string;
  /** SHA-256 of the certificate (DER), base64url. */
  readonly pin: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The pin of a certificate in PEM. */
export const tlsPinOf = (certificatePem: string): string => pinOfDer(new X509Certificate(certificatePem).raw);

export const pinOfDer = (der: Uint8Array): string => createHash('sha256').update(der).digest('base64url');

/**
 * Makes a self-signed certificate (RFC 5280) on P-256. Nobody trusts it for its name or its dates, only for its pin; so
 * it is valid from 1970 to 9999 and a flat clock battery locks nobody out.
 */
export async function createTlsCertificate(random: Random): Promise<TlsCertificate> {
  // loaded only here: it is half of what a command takes to start, and only ceremonies make certificates
  await import('reflect-metadata'); // the library's dependency injection asks for it before it is loaded
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `01${Buffer.from(random.bytes(15)).toString('hex')}`,
      name: 'CN=Liaison node',
      notBefore: new Date('1970-01-01T00:00:00Z'),
      notAfter: new Date('9999-12-31T23:59:59Z'),
      signingAlgorithm: ALGORITHM,
      keys,
    },
    webcrypto as unknown as Parameters<typeof X509CertificateGenerator.createSelfSigned>[1],
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    privateKeyPem: pemOf('PRIVATE KEY', pkcs8),
    pin: pinOfDer(new Uint8Array(certificate.rawData)),
  };
}

function pemOf(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
