import type { SyncReplica } from '@liaison/sync';

/** How soon a sender closes a page is its own choice; small pages put their borders everywhere. */
export function closePagesAfter(replica: SyncReplica, pageBytes: number): void {
  const select = replica.select.bind(replica);
  replica.select = (peer, wants, bytesTarget) => select(peer, wants, Math.min(bytesTarget, pageBytes));
}

/** A home that keeps back every nth entry that it is asked for, and every nth space that it is compared by. */
export function keepBack(replica: SyncReplica, share: () => number): void {
  const select = replica.select.bind(replica);
  const spacesFor = replica.spacesFor.bind(replica);
  const kept = <T>(all: readonly T[]): readonly T[] =>
    share() === 0 ? all : all.filter((_, i) => i % (share() + 1) !== 0);
  replica.select = (...asked) => {
    const selection = select(...asked);
    return { ...selection, entries: [...kept(selection.entries)] };
  };
  replica.spacesFor = (peer) => kept(spacesFor(peer));
}
