import * as Y from 'yjs';
import type { RawUpdate } from '../update/raw-update.js';
import { safeContent } from '../update/safe-content.js';
import { readEntryUpdate } from '../update/update-shape.js';
import { canonicalState } from './canonical-state.js';
import { type Cuts, cutUpdate } from './cut-update.js';
import { neededHusks } from './husk.js';
import { type ClockRange, lastClocks, namesWritten } from './section-authors.js';
import type { SectionChange } from './section-change.js';
import { editUpdate } from './section-edit.js';
import { readView, textRoot, type WrittenValue, writtenValues } from './section-roots.js';
import type { SectionView } from './section-view.js';
import { causalOrder, isApplicable } from './update-queue.js';

const NO_CUTS: Cuts = new Map();

/**
 * One section of one record as a Yjs document. Everything that can be read from it is a function of the set of updates
 * in it: not of their order, and not of what Yjs made of it on the way (SEC-4). Updates are judged by their entry's past
 * before they come here; what could not be applied safely is left out all the same.
 */
export class SectionDocument {
  private doc: Y.Doc;
  /** The canonical state that `doc` was loaded from; null after an update, until it is loaded again. */
  private state: Uint8Array | null;

  private constructor(state: Uint8Array) {
    this.doc = load(state);
    this.state = state;
  }

  /**
   * A section made of updates in any order (SEC-6). `cuts` name the writers that a fork stops, from their first clock that
   * does not count; `stopped` are updates past a pin, which give their places to what counts and say nothing themselves.
   */
  static fromUpdates(
    updates: readonly Uint8Array[],
    cuts: Cuts = NO_CUTS,
    stopped: readonly Uint8Array[] = [],
  ): SectionDocument {
    const section = new SectionDocument(EMPTY_STATE);
    const counting = updates.flatMap(readable);
    const husks = neededHusks(counting, stopped.flatMap(readable), cuts);
    const raws = [...counting, ...husks.updates].flatMap((raw) => cutUpdate(raw, husks.cuts) ?? []);
    section.doc.transact(() => {
      for (const raw of causalOrder(raws)) section.take(raw);
    });
    return section;
  }

  /** A section loaded from `encodeState`. */
  static fromState(state: Uint8Array): SectionDocument {
    return new SectionDocument(state);
  }

  /** Takes one more update. False, and nothing has changed, where its past is not here or it is void. */
  apply(update: Uint8Array): boolean {
    const raw = readEntryUpdate(update);
    if (!raw.ok) return false;
    const clocks = this.clocks();
    const block = raw.value.blocks[0];
    if (block !== undefined && block.to <= (clocks.get(block.client) ?? 0)) return true;
    if (!isApplicable(raw.value, clocks)) return false;
    this.take(raw.value);
    return true;
  }

  private take(raw: RawUpdate): void {
    Y.applyUpdate(this.doc, safeContent(raw));
    this.state = null;
  }

  /** State bytes (Yjs V1) that are equal wherever the same updates are held. */
  encodeState(): Uint8Array {
    if (this.state === null) {
      this.state = canonicalState(Y.encodeStateAsUpdate(this.doc));
      this.doc.destroy();
      this.doc = load(this.state);
    }
    return this.state;
  }

  private settled(): Y.Doc {
    this.encodeState();
    return this.doc;
  }

  /** The state vector: writer to its next clock. */
  clocks(): Map<number, number> {
    const clocks = new Map<number, number>();
    for (const client of this.doc.store.clients.keys()) clocks.set(client, Y.getState(this.doc.store, client));
    return clocks;
  }

  view(): SectionView {
    return readView(this.settled());
  }

  /**
   * Makes a change by this writer and gives back its update, or null where the section says so already. Throws what
   * `SectionChange` cannot say: `field-name`, `value-unreadable`, `text-unreadable`, `update-too-large`.
   */
  edit(client: number, change: SectionChange): Uint8Array | null {
    const update = editUpdate(this.settled(), client, change);
    if (update !== null) {
      Y.applyUpdate(this.doc, update);
      this.state = null;
    }
    return update;
  }

  /** Which writer wrote each current value of a field, at which of its clocks. */
  provenance(field: string): WrittenValue[] {
    return writtenValues(this.settled(), field);
  }

  /** Which fields and texts these clocks of a writer wrote into, also what was overwritten since. */
  namesWritten(range: ClockRange): string[] {
    return namesWritten(this.settled(), range);
  }

  /** Whose words stand in a text, each with the last of their clocks there. */
  textAuthors(name: string): { client: number; clock: number }[] {
    return lastClocks(this.settled(), textRoot(name));
  }

  /** Whether something of this writer's clocks is there as a gap only, since it builds on what a fork cut off (SEC-6). */
  isReduced(client: number, from: number, to: number): boolean {
    const structs = this.settled().store.clients.get(client) ?? [];
    return structs.some(
      (struct) => struct instanceof Y.GC && struct.id.clock < to && from < struct.id.clock + struct.length,
    );
  }

  /** Whether Yjs waits for something. Never true; the simulator asserts it. */
  get isPending(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  close(): void {
    this.doc.destroy();
  }
}

const EMPTY_STATE = Uint8Array.of(0, 0);

function readable(update: Uint8Array): RawUpdate[] {
  const raw = readEntryUpdate(update);
  return raw.ok ? [raw.value] : [];
}

/** `gc` drops deleted content for good. The identifier is fixed: this document never writes, and chance stays out. */
function load(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc({ gc: true, guid: 'section' });
  doc.clientID = 0;
  Y.applyUpdate(doc, state);
  return doc;
}
