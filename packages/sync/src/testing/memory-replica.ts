import {
  decodePage,
  failure,
  hex,
  type Lane,
  type ReceiptMark,
  type Result,
  type SpaceId,
  sha256,
  sha256Text,
  spaceFingerprint,
  success,
  type Tip,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { PartsInMemory } from '../kept-parts.js';
import type {
  DocumentMarks,
  DocumentOffer,
  IngestReport,
  LogName,
  Selection,
  SpaceMarks,
  SyncReplica,
  Want,
} from '../sync-replica.js';
import { type HeldEntry, laneOf, makeEntry, openWire, tipOf } from './fake-log.js';
import { FakeLogs } from './fake-logs.js';

interface FakeReceiptClaims {
  readonly holder: string;
  readonly space: SpaceId;
  readonly number: number;
  readonly heads: string;
}

interface FakeReceipt {
  readonly mark: ReceiptMark;
  readonly heads: string;
  readonly token: string;
}

/**
 * A replica in memory for tests of the session: hash-linked logs without signatures, an audience named by the newest
 * control entry of a space, plain JSON as directories and receipts.
 */
export class MemoryReplica implements SyncReplica {
  readonly logs = new FakeLogs();
  readonly directories = new Map<string, { version: number; token: string }>();
  roster = sha256Text('roster 1');
  pageEntriesMax = 1_000;
  /** Codes by writer: entries of these are refused with their page. */
  readonly refusedWriters = new Map<WriterId, string>();
  /** Added to every view digest; another value on one side stands for a node that reads entries wrongly. */
  viewTwist = '';
  readonly parts = new PartsInMemory();
  private readonly receiptsBySpace = new Map<SpaceId, Map<string, FakeReceipt>>();

  constructor(readonly home: WriterId) {}

  /** Nobody else writes here. */
  reading<T>(read: () => T): T {
    return read();
  }

  found(space: SpaceId, audience: readonly WriterId[]): void {
    this.setAudience(space, audience);
  }

  setAudience(space: SpaceId, audience: readonly WriterId[]): void {
    this.write(space, JSON.stringify([this.home, ...audience]), 'control');
  }

  write(space: SpaceId, body: string, lane: Lane = 'record', writer = this.home): HeldEntry {
    const log = laneOf(space, lane, writer);
    const entry = makeEntry(log, this.logs.latest(log), body);
    this.logs.add(entry);
    return entry;
  }

  setDirectory(member: string, version: number, note = ''): void {
    this.directories.set(member, { version, token: JSON.stringify({ member, version, note }) });
  }

  certificate(): undefined {
    return undefined;
  }

  admitCaller(): Result<never> {
    return failure('writer-unknown', 'Test replicas know no certificates.', 'Call the router directly.');
  }

  documents(): DocumentMarks {
    const directories = [...this.directories].map(([member, { version, token }]) => ({
      member,
      version,
      id: sha256Text(token),
    }));
    return { roster: this.roster, version: 1, rosters: [this.roster], directories };
  }

  rosterDocument(): unknown {
    return { roster: this.roster };
  }

  directoryToken(id: string): string | undefined {
    return [...this.directories.values()].find(({ token }) => sha256Text(token) === id)?.token;
  }

  admitDocuments(_peer: WriterId, offer: DocumentOffer): Result<{ changed: number }> {
    let changed = 0;
    let refused = false;
    for (const token of offer.directories) {
      const { member, version, note } = JSON.parse(token) as { member: string; version: number; note: string };
      if (note === 'forged') refused = true;
      else if ((this.directories.get(member)?.version ?? 0) < version) {
        this.directories.set(member, { version, token });
        changed++;
      }
    }
    return refused ? failure('signature-wrong', 'A directory is forged.', 'Ask its member.') : success({ changed });
  }

  private audience(space: SpaceId): WriterId[] {
    const control = this.logs.names(space).find((name) => name.lane === 'control');
    const body = control === undefined ? undefined : this.logs.latest(control)?.wire.operations[0];
    return body === undefined || !('body' in body) ? [] : (JSON.parse(Buffer.from(body.body).toString()) as WriterId[]);
  }

  private visible(space: SpaceId, peer: WriterId): boolean {
    const audience = this.audience(space);
    return audience.includes(this.home) && audience.includes(peer);
  }

  private tips(space: SpaceId): Tip[] {
    return this.logs.names(space).flatMap((name) => this.logs.tipsOf(name));
  }

  private receiptMarks(space: SpaceId): ReceiptMark[] {
    return [...(this.receiptsBySpace.get(space)?.values() ?? [])].map((receipt) => receipt.mark);
  }

  spacesFor(peer: WriterId): readonly SpaceMarks[] {
    return this.logs
      .spaces()
      .filter((space) => this.visible(space, peer))
      .map((space) => ({ space, tips: this.tips(space), receipts: this.receiptMarks(space) }));
  }

  holds(id: HeldEntry['id']): boolean {
    return this.logs.byId.has(id);
  }

  select(peer: WriterId, wants: readonly Want[]): Selection {
    const diverged: LogName[] = [];
    const entries: WireEntry[] = [];
    for (const want of wants.filter(({ space }) => this.visible(space, peer))) {
      for (const name of this.logs.names(want.space).filter((log) => log.lane === want.lane)) {
        const have = want.have.filter((tip) => tip.writer === name.writer);
        const known = have.filter((tip) => this.holds(tip.id)).map((tip) => tip.id);
        if (have.length > 0 && known.length === 0) diverged.push(name);
        else {
          const closed = this.logs.closure(known);
          entries.push(
            ...this.logs
              .entriesOf(name)
              .filter((entry) => !closed.has(entry.id))
              .map((entry) => entry.wire),
          );
        }
      }
    }
    return { entries: entries.slice(0, this.pageEntriesMax), more: entries.length > this.pageEntriesMax, diverged };
  }

  ancestors(log: LogName): readonly Tip[] {
    const entries = this.logs.entriesOf(log);
    const tips: Tip[] = [];
    for (let distance = 1; distance <= entries.length; distance *= 2) {
      tips.push(tipOf(entries[entries.length - distance] as HeldEntry));
    }
    return tips;
  }

  ingest(_peer: WriterId, page: Uint8Array): IngestReport {
    const none = { entries: 0, duplicates: 0, pending: 0, quarantined: 0 };
    const decoded = decodePage(page);
    if (!decoded.ok) return { ...none, refused: decoded.error };
    const opened = decoded.value.map(openWire);
    const refused = opened.find((entry) => this.refusedWriters.has(entry.claims.writer));
    if (refused !== undefined) {
      const code = this.refusedWriters.get(refused.claims.writer) as string;
      return { ...none, refused: { code, message: 'refused by the test' } };
    }
    const arrived = new Set(opened.map((entry) => entry.id));
    const gap = opened.find(
      ({ claims }) => claims.prev !== null && !this.holds(claims.prev) && !arrived.has(claims.prev),
    );
    if (gap !== undefined) return { ...none, refused: { code: 'entry-gap', message: 'an entry is missing' } };
    const fresh = opened.filter((entry) => !this.holds(entry.id));
    for (const entry of fresh) this.logs.add(entry);
    return { ...none, entries: fresh.length, duplicates: opened.length - fresh.length };
  }

  receiptToken(holder: WriterId, space: SpaceId): string | undefined {
    return this.receiptsBySpace.get(space)?.get(holder)?.token;
  }

  admitReceipts(_peer: WriterId, tokens: readonly string[]): number {
    return tokens.filter((token) => this.keepReceipt(token)).length;
  }

  private keepReceipt(token: string): boolean {
    const { holder, space, number, heads } = JSON.parse(token) as FakeReceiptClaims;
    const byHolder = this.receiptsBySpace.get(space) ?? new Map<string, FakeReceipt>();
    if ((byHolder.get(holder)?.mark.number ?? 0) >= number) return false;
    byHolder.set(holder, { mark: { holder, number, id: sha256Text(token) }, heads, token });
    this.receiptsBySpace.set(space, byHolder);
    return true;
  }

  issueReceipts(spaces: readonly SpaceId[]): void {
    for (const space of spaces) {
      const last = this.receiptsBySpace.get(space)?.get(this.home);
      const heads = hex(spaceFingerprint(this.tips(space)));
      if (last?.heads === heads) continue;
      this.keepReceipt(JSON.stringify({ holder: this.home, space, number: (last?.mark.number ?? 0) + 1, heads }));
    }
  }

  viewDigests(spaces: readonly SpaceId[]): readonly { readonly space: SpaceId; readonly digest: string }[] {
    return spaces.map((space) => ({ space, digest: hex(sha256(spaceFingerprint(this.tips(space)), this.viewTwist)) }));
  }
}
