/** What this package caps. None of it decides whether an entry is valid; each bounds the work of one reader. */
export const IDENTITY_LIMITS = {
  /** characters of a certificate token: a scope may name 10,000 spaces */
  certificateCharsMax: 1_000_000,
  /** characters of a delegation, a pin or an enrolment request token */
  smallTokenCharsMax: 8_192,
  /** characters of a delegation inside a directory (DIR-2) */
  delegationCharsMax: 4_096,
  /** characters of a call token */
  callTokenCharsMax: 4_096,
  /** PBKDF2 rounds that a new sealed file uses (OWASP 2023 for HMAC-SHA-512) */
  sealIterations: 210_000,
  /** PBKDF2 rounds at most, so that a planted file cannot stall a start for minutes */
  sealIterationsMax: 2_000_000,
  /** PBKDF2 rounds at least; RFC 7518 §4.8.1.2 asks for 1,000 */
  sealIterationsMin: 1_000,
  /** characters of a file sealed by passphrase */
  sealedSecretsCharsMax: 262_144,
  /** characters of what is sealed to agreement keys */
  sealedBytesCharsMax: 33_554_432,
  /** agreement keys that one sealed text may name */
  sealedRecipientsMax: 1_000,
  /** characters of an enrolment request file */
  requestFileCharsMax: 262_144,
  /** requests in one enrolment request file */
  requestFileRequestsMax: 16,
  /** characters of an enrolment certificate file: a roster and every directory */
  certificateFileCharsMax: 67_108_864,
  /** public keys kept ready for verification */
  keyCacheMax: 8_192,
  /** nonces that one writer may hold unspent */
  noncesPerWriterMax: 8,
  /** writers with unspent nonces */
  nonceWritersMax: 10_000,
  /** life of a challenge, milliseconds */
  challengeAgeMsMax: 120_000,
  /** spent challenges remembered within their life */
  challengesSpentMax: 10_000,
} as const;
