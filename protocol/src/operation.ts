import { z } from 'zod';
import { canonicalJson, type JsonValue, parseCanonicalJson } from './canonical-json.js';
import { readEditHeader } from './edit-header.js';
import { failure, type Result, success } from './errors.js';
import { memberCodeSchema, recordIdSchema } from './identifiers.js';
import { LIMITS } from './limits.js';

/** How the content of an operation is written, the first byte of its body (OPR-1). */
export const FORM = { json: 1, update: 2 } as const;
export type Form = (typeof FORM)[keyof typeof FORM];

export const SALT_BYTES = 16;

/** A member's own section, or the one joint section of a record (SEC-1). */
export const sectionNameSchema = z.union([memberCodeSchema, z.literal('joint')]);
export type SectionName = z.infer<typeof sectionNameSchema>;

export const kindNameSchema = z.string().regex(/^[a-z][a-z-]{0,31}$/);

/** Record number such as `KR-2026-4F-123-7`; its parts are checked in `records` (NUM-1). */
export const recordNumberSchema = z.string().regex(/^[A-Z][A-Z0-9]{1,11}-\d{4}-[0-9A-Z]{1,4}-\d{1,10}-[0-9A-Z]$/);

/** Headers of the operations of version 1 (OPR-3). A header outlives a purge, so it never holds content. */
export const operationHeaderSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('genesis') }),
  z.strictObject({ op: z.literal('audience') }),
  z.strictObject({ op: z.literal('request') }),
  z.strictObject({ op: z.literal('consent') }),
  z.strictObject({ op: z.literal('transfer') }),
  z.strictObject({ op: z.literal('accept') }),
  z.strictObject({ op: z.literal('recall') }),
  z.strictObject({ op: z.literal('reinstate') }),
  z.strictObject({ op: z.literal('pin') }),
  z.strictObject({
    op: z.literal('edit'),
    kind: kindNameSchema,
    record: recordIdSchema,
    section: sectionNameSchema,
    number: recordNumberSchema.optional(),
  }),
]);
export type OperationHeader = z.infer<typeof operationHeaderSchema>;
export type EditHeader = Extract<OperationHeader, { op: 'edit' }>;

/** What an operation is after its frame has been read; `header` is undefined for an operation this version cannot read. */
export interface Operation {
  readonly form: Form;
  readonly header: OperationHeader | undefined;
  readonly content: Uint8Array;
}

/** body = form (1) ‖ header length (2, big-endian) ‖ header (canonical JSON) ‖ content (OPR-1). */
export function encodeOperation(form: Form, header: OperationHeader, content: Uint8Array): Uint8Array {
  return frame(form, Buffer.from(canonicalJson(header as JsonValue), 'utf8'), content);
}

function frame(form: Form, header: Uint8Array, content: Uint8Array): Uint8Array {
  const body = new Uint8Array(3 + header.length + content.length);
  body[0] = form;
  body[1] = header.length >> 8;
  body[2] = header.length & 0xff;
  body.set(header, 3);
  body.set(content, 3 + header.length);
  return body;
}

const headerEnd = (body: Uint8Array): number => 3 + (((body[1] ?? 0) << 8) | (body[2] ?? 0));

/** The same frame with its content replaced by the content's skeleton (OPR-2). */
export const withContent = (body: Uint8Array, content: Uint8Array): Uint8Array =>
  frame(body[0] as Form, body.subarray(3, headerEnd(body)), content);

/** The content of a body that `decodeOperation` has accepted before. */
export const contentOfBody = (body: Uint8Array): Uint8Array => body.subarray(headerEnd(body));

/**
 * Reads a frame (OPR-1, OPR-4). A header that is canonical JSON with an unknown `op` (or an unknown member of a known
 * one) is no fault: the operation is unread. Fails with `operation-malformed`.
 */
export function decodeOperation(body: Uint8Array): Result<Operation> {
  const form = body[0];
  if (form !== FORM.json && form !== FORM.update) return malformed('its form is unknown');
  const end = headerEnd(body);
  if (end - 3 > LIMITS.operationHeaderBytesMax || end > body.length) return malformed('its header is too long');
  const headerBytes = body.subarray(3, end);
  const content = body.subarray(end);
  const edit = form === FORM.update ? readEditHeader(headerBytes) : undefined;
  if (edit !== undefined) return success({ form, header: edit, content });
  const header = parseCanonicalJson(headerBytes);
  if (!header.ok) return malformed('its header is not canonical JSON');
  if (form === FORM.json && !parseCanonicalJson(content).ok) return malformed('its content is not canonical JSON');
  const known = operationHeaderSchema.safeParse(header.value);
  return success({ form, header: known.success ? known.data : undefined, content });
}

const malformed = (why: string) =>
  failure(
    'operation-malformed',
    `An operation cannot be read: ${why}.`,
    'The entry is refused; ask its writer to repair it.',
  );
