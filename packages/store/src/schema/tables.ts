import type { Generated } from 'kysely';

/** The tables as Kysely types; blobs are bytes, ids of entries and spaces are their 32 bytes. */
export interface Tables {
  setting: { name: string; value: string };
  roster: { version: number; id: string; document: string };
  directory: { member: string; version: number; id: string; token: string; held: number };
  space: { row: Generated<number>; id: Uint8Array; kind: string; owner: string; rule: string };
  log: {
    row: Generated<number>;
    space: number;
    lane: 'control' | 'record';
    writer: string;
    base: number | null;
    base_seq: number;
    tip_seq: number;
    tip_entry: number;
    pinned_to: number | null;
    held_to: number | null;
  };
  past: { row: Generated<number>; vector: string };
  entry: {
    row: Generated<number>;
    id: Uint8Array;
    space: number;
    log: number;
    seq: number;
    past: number;
    token: string;
    at: string;
    no_right: string | null;
    signature_checked: number;
  };
  operation: {
    row: number;
    entry: number;
    section: number | null;
    standing: string;
    salt: Uint8Array;
    body: Uint8Array;
    client: number | null;
    clock_from: number | null;
    clock_to: number | null;
    scattered: number;
    purged: number;
  };
  control: { entry: number; op_index: number; space: number; op: string; said: string };
  pin: {
    key: string;
    id: string;
    space: number;
    writer: string;
    claims: string;
    token: string;
    since: number;
    delegation: number;
  };
  pin_carrier: { pin: string; entry: number };
  receipt: { holder: string; space: Uint8Array; number: number; id: string; token: string };
  pending: {
    id: Uint8Array;
    space: Uint8Array;
    missing: string;
    needed: number;
    peer: string;
    wire: Uint8Array;
    at: string;
  };
  refusal: {
    row: Generated<number>;
    at: string;
    peer: string;
    code: string;
    message: string;
    entry: string | null;
    bytes: Uint8Array;
  };
  quarantine: { entry: number; space: number; peer: string; bytes: number };
  settled_loss: { entry: Uint8Array; op_index: number };
  arrival: { entry_from: number; at: string; peer: string };
  seen: { officer: string; listed: number; change: number };
  left_standing: { record: number; kind: string; field: string; digest: string; officer: string; at: string };
  settlement: {
    id: string;
    at: string;
    officer: string;
    record: number;
    kind: string;
    field: string;
    section: string | null;
    former: string;
    written: string;
  };
  upload: { id: string; officer: string; name: string; bytes: number; at: string };
  upload_part: { upload: string; at: number; content: Uint8Array };
  upload_reject: { row: Generated<number>; upload: string; rejection: string };
  peer: { writer: string; nonce: string | null; contacted: string | null; converged: string | null };
  commit_note: { row: Generated<number>; space: number | null };
  draft: { officer: string; record: string; field: string; value: string; at: string };
  answered_call: { officer: string; key: string; call: string; digest: string; answer: string | null; at: number };
  sign_in: { row: Generated<number>; officer: string; event: string; at: string };
  record: { row: Generated<number>; space: number; id: Uint8Array; number: string | null };
  section: {
    row: Generated<number>;
    record: number;
    kind: string;
    name: string;
    speaks: number;
    source: number | null;
    view: string | null;
    digest: Uint8Array;
    title: string;
    state: Uint8Array | null;
  };
  state_bucket: { space: number; bucket: string; version: number; digest: Uint8Array | null; records: number };
  listed: {
    row: number;
    record: number;
    kind: string;
    space: number;
    number: string | null;
    members: string;
    change: number;
    client: number | null;
    day: string | null;
    substance: string | null;
    channel: string | null;
    country: string | null;
    origin: string | null;
    transit: string | null;
    destination: string | null;
    amount: number | null;
    unit: string | null;
    grams: number | null;
    grams_low: number | null;
    grams_high: number | null;
  };
  conflict: { record: number; section: number | null; kind: string; field: string; type: string; digest: string };
}
