import { buildEntry } from '@liaison/ledger';
import { type OpenHome, openHome, openPeerConnection, systemClock, systemRandom } from '@liaison/node';
import {
  type EntryClaims,
  type EntryId,
  encodePage,
  FORM,
  type ParsedEntry,
  parseEntry,
  type SpaceId,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { createSectionUpdate, randomRecordId, skeletonOf } from '@liaison/records';
import { ensure, present } from './assertions.js';

/** What the victim's node answered to a page that was pushed to it. */
export interface PushAnswer {
  readonly entries: number;
  readonly refused?: { readonly code: string };
}

export interface Forgery {
  /** The node that it is sent to. */
  readonly target: { readonly address: string };
  readonly space: string;
  /** The writer in whose name it is written. */
  readonly victim: string;
  /** What the victim said last, and what it is changed to; of equal length. */
  readonly said: string;
  readonly changedTo: string;
}

/**
 * Opens a home that no node runs in, makes two forgeries and sends each with a proper call over pinned HTTPS: an entry
 * of the victim whose text was changed on the way, and a new entry in the victim's name, signed by another key.
 */
export async function sendForgeries(
  home: { readonly folder: string; readonly passphrase: string },
  forgery: Forgery,
): Promise<{ tampered: PushAnswer; forged: PushAnswer; forgedEntry: string }> {
  const open = await openHome({ ...home, clock: systemClock, random: systemRandom });
  try {
    const last = lastEntryOf(open, forgery);
    const forged = forgedEntry(open, last.parsed);
    const tampered = await push(open, forgery, encodePage([tamperedEntry(last.wire, forgery)]));
    return { tampered, forged: await push(open, forgery, encodePage([forged.wire])), forgedEntry: forged.id };
  } finally {
    open.close();
  }
}

interface HeldEntry {
  readonly wire: WireEntry;
  readonly parsed: ParsedEntry;
}

function lastEntryOf(home: OpenHome, { space, victim }: Forgery): HeldEntry {
  const want = { space: space as SpaceId, lane: 'record' as const, have: [] };
  const { entries } = home.replica.select(home.replica.home, [want], Number.MAX_SAFE_INTEGER);
  const held = entries.flatMap((wire): HeldEntry[] => {
    const parsed = parseEntry(wire.token);
    return parsed.ok && parsed.value.claims.writer === victim ? [{ wire, parsed: parsed.value }] : [];
  });
  return present(held.at(-1), 'the forger holds an entry of the victim');
}

/** A value in the body is another one; token and signature are the victim's own. */
function tamperedEntry({ token, operations }: WireEntry, { said, changedTo }: Forgery): WireEntry {
  const [first, ...rest] = operations;
  if (first === undefined || !('body' in first)) throw new Error('an entry in full has a body');
  const body = Buffer.from(first.body);
  const at = body.lastIndexOf(said);
  ensure(at >= 0, 'the value to be changed is in the entry');
  body.write(changedTo, at);
  return { token, operations: [{ ...first, body }, ...rest] };
}

/** Perfect in form, linked to the victim's last entry, under the victim's name; only the victim's key is missing. */
function forgedEntry(home: OpenHome, { id, claims }: ParsedEntry): { wire: WireEntry; id: EntryId } {
  const { replica } = home;
  const { random, clock } = replica.context;
  const victim = present(replica.certificate(claims.writer), 'the victim has a certificate');
  const record = randomRecordId(random.bytes(16), clock.unixMs());
  const content = present(
    createSectionUpdate(victim.clientId, { fields: { title: 'The case was dropped' } }),
    'the forgery says something',
  );
  const header = { op: 'edit' as const, kind: 'case', record, section: victim.claims.member };
  const draft = { ...nextClaims(claims, id), operations: [{ form: FORM.update, header, content }] };
  const { wire, opened } = buildEntry(draft, replica.serviceKey, random, skeletonOf);
  return { wire, id: opened.id };
}

const nextClaims = ({ space, lane, writer, seq, at }: EntryClaims, prev: EntryId) => ({
  space,
  lane,
  writer,
  seq: seq + 1,
  prev,
  heads: [],
  at,
});

async function push(home: OpenHome, { target }: Forgery, page: Uint8Array): Promise<PushAnswer> {
  const nodes = home.replica.context.authority.directories().flatMap(({ claims }) => claims.nodes);
  const known = nodes.find(({ addresses }) => addresses.includes(target.address));
  const node = present(known, 'the directory names the node and its TLS certificate');
  let nonce: string | undefined;
  const connection = openPeerConnection({
    address: target.address,
    tlsPin: node.tlsPin,
    peer: node.writer,
    self: home.replica.home,
    signKey: home.replica.serviceKey,
    nonceStore: {
      get: (_peer: WriterId) => nonce,
      set: (_peer: WriterId, next: string | undefined) => {
        nonce = next;
      },
    },
  });
  try {
    return (await connection.client.call('push', page)) as PushAnswer;
  } finally {
    connection.close();
  }
}
