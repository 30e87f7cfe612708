import type { DraftOperation } from '@liaison/ledger';
import type { MemoryHome } from '@liaison/node/testing';
import { canonicalJson, FORM, type JsonValue, type RecordId } from '@liaison/protocol';
import { createSectionUpdate } from '@liaison/records';

/** A control operation with any content at all. */
export const controlDraft = (op: 'genesis' | 'audience' | 'pin', content: JsonValue): DraftOperation => ({
  form: FORM.json,
  header: { op },
  content: Buffer.from(canonicalJson(content)),
});

/** An edit with any content, of any section and under any number. */
export const editDraft = (record: RecordId, section: string, content: Uint8Array, number?: string): DraftOperation => ({
  form: FORM.update,
  header: {
    op: 'edit',
    kind: 'seizure',
    record,
    section: section as 'joint',
    ...(number === undefined ? {} : { number }),
  },
  content,
});

/** An update that begins a section and says one place. */
export const placeUpdate = (attacker: MemoryHome, place: string): Uint8Array =>
  createSectionUpdate(attacker.officer.certificate.clientId, { fields: { place } }) ?? new Uint8Array();
