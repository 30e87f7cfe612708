export * from './bundle/bundle-envelope.js';
export * from './bundle/bundle-manifest.js';
export * from './bundle/part-cipher.js';
export * from './call/call-token.js';
export * from './call/nonce-ledger.js';
export {
  type Certificate,
  openCertificate,
  permits,
  scopeCovers,
  signCertificate,
} from './certificate/certificate.js';
export * from './certificate/client-id.js';
export * from './certificate/name-commitment.js';
export * from './directory/delegation.js';
export * from './directory/directory.js';
export * from './directory/effective-certificates.js';
export * from './directory/held-directories.js';
export * from './directory/sign-directory.js';
export * from './enrolment/enrolment-file.js';
export * from './enrolment/request.js';
export { IDENTITY_ERRORS, type IdentityErrorCode } from './errors.js';
export * from './keys/agreement-key.js';
export * from './keys/public-key-check.js';
export { verifySignature } from './keys/signature.js';
export { createSigningKey, type Signer, type SigningKey, signingKeyFromSeed } from './keys/signing-key.js';
export * from './keys/writer-id.js';
export * from './limits.js';
export * from './pin.js';
export * from './random.js';
export * from './receipt.js';
export * from './roster/root-authority.js';
export { rootSince } from './roster/root-since.js';
export { type OpenRoster, openRoster, signRoster } from './roster/roster.js';
export * from './roster/roster-tree.js';
export { endedRoots } from './roster/succession.js';
export * from './sealing/agreement-seal.js';
export * from './sealing/passphrase-seal.js';
export { addSignature, joinSignatures } from './token/jointly-signed.js';
export type { SignedDocument } from './token/signed-document.js';
export * from './token/token.js';
