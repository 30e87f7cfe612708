import { jointlySignedSchema, LIMITS, type Result, success, writerIdSchema } from '@liaison/protocol';
import { z } from 'zod';
import { refusal, refuse } from '../errors.js';
import { IDENTITY_LIMITS } from '../limits.js';

const requestFileSchema = z.strictObject({
  format: z.literal('liaison-enrolment-request/1'),
  requests: z
    .array(z.string().max(IDENTITY_LIMITS.smallTokenCharsMax))
    .min(1)
    .max(IDENTITY_LIMITS.requestFileRequestsMax),
});

const certificateFileSchema = z.strictObject({
  format: z.literal('liaison-enrolment-certificate/1'),
  rosters: z.array(jointlySignedSchema).min(1).max(LIMITS.rostersMax),
  directories: z.array(z.string().max(LIMITS.documentCharsMax)).min(1).max(1_000),
  home: writerIdSchema,
});

/** What a new machine hands to its home desk: the requests of its service and its officers, as tokens. */
export type EnrolmentRequestFile = Omit<z.infer<typeof requestFileSchema>, 'format'>;

/** What the desk hands back: every roster from the first on, directories as tokens (its own with the new certificates), and whose home it is. */
export type EnrolmentCertificateFile = Omit<z.infer<typeof certificateFileSchema>, 'format'>;

/** The text of a request file, pretty-printed JSON. Throws `enrolment-file-malformed`. */
export const encodeEnrolmentRequestFile = (file: EnrolmentRequestFile): string =>
  encode(requestFileSchema, { format: 'liaison-enrolment-request/1', requests: file.requests });

/** The text of a certificate file. Throws `enrolment-file-malformed`. */
export function encodeEnrolmentCertificateFile({ rosters, directories, home }: EnrolmentCertificateFile): string {
  return encode(certificateFileSchema, { format: 'liaison-enrolment-certificate/1', rosters, directories, home });
}

/** Reads a request file; each token is opened apart. Fails with `enrolment-file-malformed`. */
export function decodeEnrolmentRequestFile(text: unknown): Result<EnrolmentRequestFile> {
  const read = decode(requestFileSchema, text, IDENTITY_LIMITS.requestFileCharsMax);
  return read.ok ? success({ requests: read.value.requests }) : read;
}

/** Reads a certificate file; roster and directories are opened apart. Fails with `enrolment-file-malformed`. */
export function decodeEnrolmentCertificateFile(text: unknown): Result<EnrolmentCertificateFile> {
  const read = decode(certificateFileSchema, text, IDENTITY_LIMITS.certificateFileCharsMax);
  if (!read.ok) return read;
  const { rosters, directories, home } = read.value;
  return success({ rosters, directories, home });
}

function encode<File>(schema: z.ZodType<File>, file: File): string {
  const checked = schema.safeParse(file);
  if (!checked.success) throw refusal('enrolment-file-malformed', 'its parts are not as they must be');
  return `${JSON.stringify(checked.data, null, 2)}\n`;
}

function decode<File>(schema: z.ZodType<File>, text: unknown, charsMax: number): Result<File> {
  if (typeof text !== 'string' || text.length > charsMax) return refuse('enrolment-file-malformed', 'it is too large');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('enrolment-file-malformed', 'it is no JSON');
  }
  const read = schema.safeParse(json);
  return read.success ? success(read.data) : refuse('enrolment-file-malformed', 'its parts are not as they must be');
}
