import type { DraftOperation } from '@liaison/ledger';
import { canonicalJson, FORM, type JsonValue, type OperationHeader } from '@liaison/protocol';

/** A control operation with its content in the one form that it has. */
export const controlOperation = (op: Exclude<OperationHeader['op'], 'edit'>, content: JsonValue): DraftOperation => ({
  form: FORM.json,
  header: { op },
  content: Buffer.from(canonicalJson(content)),
});
