import {
  type EntryClaims,
  type EntryId,
  type Lane,
  type SpaceId,
  sha256Text,
  type Tip,
  type WireEntry,
} from '@liaison/protocol';
import type { LogName, Want } from './sync-replica.js';

export const logKey = ({ space, lane, writer }: LogName): string => `${space} ${lane} ${writer}`;

/**
 * What the receiving side of one lane is known to hold, followed while pages go by (SYN-9). An entry that was accepted
 * counts as known even where it waits or is set aside, so that every page moves on.
 */
export class KnownEntries {
  private readonly tipsById = new Map<EntryId, Tip>();
  /** Times that a log was found to share nothing with what we named: 1, earlier ids were added; 2, all is asked for. */
  private readonly divergences = new Map<string, number>();

  constructor(
    readonly space: SpaceId,
    readonly lane: Lane,
    tips: readonly Tip[],
  ) {
    this.add(tips);
  }

  add(tips: readonly Tip[]): void {
    for (const tip of tips) if (tip.lane === this.lane) this.tipsById.set(tip.id, tip);
  }

  want(): Want {
    return { space: this.space, lane: this.lane, have: [...this.tipsById.values()] };
  }

  get size(): number {
    return this.tipsById.size;
  }

  /** Whether this entry was not yet known; its predecessor is implied by it from now on. */
  advance(entry: ArrivedEntry): boolean {
    if (this.tipsById.has(entry.tip.id)) return false;
    if (entry.previous !== null) this.tipsById.delete(entry.previous);
    this.tipsById.set(entry.tip.id, entry.tip);
    return true;
  }

  /** Names earlier ids of a diverged log, or none at all when those were of no use either: then all of it is sent. */
  diverged(log: LogName, ancestors: () => readonly Tip[]): void {
    const times = (this.divergences.get(log.writer) ?? 0) + 1;
    this.divergences.set(log.writer, times);
    const earlier = times === 1 ? ancestors().filter((tip) => tip.writer === log.writer) : [];
    this.add(earlier);
    if (earlier.length > 0) return;
    for (const tip of [...this.tipsById.values()]) if (tip.writer === log.writer) this.tipsById.delete(tip.id);
  }

  /** How often this log diverged in this exchange. */
  divergedTimes(log: LogName): number {
    return this.divergences.get(log.writer) ?? 0;
  }

  /** Whether anything of this log is named; after a second divergence nothing is, so a peer cannot go on for ever. */
  names(log: LogName): boolean {
    return [...this.tipsById.values()].some((tip) => tip.writer === log.writer);
  }
}

/** The parts of an entry that tell where it stands in its log. */
export interface ArrivedEntry {
  readonly space: SpaceId;
  readonly tip: Tip;
  readonly previous: EntryId | null;
}

/**
 * Reads only where an entry stands; its form was checked by the replica that took or gave it, so this is no second
 * opening. Undefined for what is no entry.
 */
export function placeOf(entry: WireEntry): ArrivedEntry | undefined {
  const [header, payload] = entry.token.split('.', 2);
  try {
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')) as EntryClaims;
    const tip = { lane: claims.lane, writer: claims.writer, seq: claims.seq };
    const id = sha256Text(`${header}.${payload}`) as EntryId;
    return { space: claims.space, tip: { ...tip, id }, previous: claims.prev };
  } catch {
    return undefined;
  }
}
