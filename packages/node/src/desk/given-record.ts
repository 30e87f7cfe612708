import { LiaisonError, recordIdSchema } from '@liaison/protocol';
import { parseRecordNumber } from '@liaison/records';

/** A record's id or number as somebody typed it. Throws `record-number-mistyped` where its check character tells so. */
export function givenRecord(text: string): string {
  if (recordIdSchema.safeParse(text.toLowerCase()).success) return text;
  const parsed = parseRecordNumber(text);
  if (parsed.ok) return text.trim();
  if (parsed.error.code !== 'record-number-check') return text;
  throw new LiaisonError('record-number-mistyped', parsed.error.message, parsed.error.next);
}
