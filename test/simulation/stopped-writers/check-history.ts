import { homeStatus, listLostEdits, replayHome, showRecord, verifyHome } from '@liaison/node';
import type { MemoryHome } from '@liaison/node/testing';
import { limitOf, type MadePin } from './stop-laptop.js';
import { COPY, codes, LOST, type Said, type StoppedWorld } from './stopped-world.js';

/** What a history came to, for the figures of a run. */
export interface HistoryFigures {
  readonly edits: number;
  /** Edits of others that stand although they were typed among what does not count. */
  readonly stopped: number;
  readonly forked: boolean;
  /** Honest edits that a fork reduced and that their author's node offers. */
  readonly offered: number;
}

/** Every observer shows the same; exactly what counts is shown, and what a fork took from the honest is offered to them. */
export async function checkHistory(
  world: StoppedWorld,
  pins: readonly MadePin[],
  observers: readonly MemoryHome[],
): Promise<HistoryFigures> {
  const [first, ...others] = observers.map((home) => homeStatus(home.replica.context).spaces[0]);
  for (const [index, other] of others.entries()) {
    const name = observers[index + 1]?.name;
    same(`what counts at ${name}`, other?.frontier, first?.frontier);
    same(`what is shown at ${name}`, other?.stateDigest, first?.stateDigest);
  }
  const forkedAt = lowestFork(world.said);
  const limit = Math.min(limitOf(pins), forkedAt - 1);
  const counting = world.said.filter(({ stoppedSeq }) => stoppedSeq === null || stoppedSeq <= limit);
  const offered = offeredToTheHonest(world);
  const standing = counting.filter(({ entry }) => !offered.has(entry));
  // an edit that was typed into a reduced one is reduced by its insertion alone: what it removed may be gone all the same
  const open = new Set(counting.filter(({ entry }) => offered.has(entry)).flatMap(({ removed }) => removed));
  for (const home of observers) {
    const shown = shownAt(world, home);
    const isCertain = (letter: string) => shown.includes(letter) || !open.has(letter);
    same(`the joint section at ${home.name}`, codes(shown), codes(expected(standing).filter(isCertain)));
  }
  same('edits that are offered without a fork', forkedAt === Number.POSITIVE_INFINITY ? offered.size : 0, 0);
  await checkWhole(world, observers);
  const stopped = world.said.length - counting.length;
  return { edits: world.said.length, stopped, forked: forkedAt !== Number.POSITIVE_INFINITY, offered: offered.size };
}

/** Letters are written once, so what stands is what was added and not removed by an edit that stands itself. */
function expected(standing: readonly Said[]): string[] {
  const removed = new Set(standing.flatMap((one) => one.removed));
  return sorted(standing.flatMap(({ added }) => added).filter((letter) => !removed.has(letter)));
}

function shownAt(world: StoppedWorld, home: MemoryHome): string[] {
  const joint = showRecord(home.replica.context, world.record).sections.joint ?? {};
  return sorted([...String(joint.narrative?.[0] ?? ''), ...(joint.leadAgency ?? []).map(String)]);
}

const sorted = (letters: readonly string[]): string[] => [...letters].sort();

function lowestFork(said: readonly Said[]): number {
  const bySeq = new Map<number, string>();
  let lowest = Number.POSITIVE_INFINITY;
  for (const { stoppedSeq, entry } of said) {
    if (stoppedSeq === null) continue;
    if (bySeq.has(stoppedSeq) && bySeq.get(stoppedSeq) !== entry) lowest = Math.min(lowest, stoppedSeq);
    bySeq.set(stoppedSeq, entry);
  }
  return lowest;
}

/** Each honest node offers what its own officers wrote, with every letter of it. */
function offeredToTheHonest(world: StoppedWorld): Set<string> {
  const offered = new Set<string>();
  for (const [name, home] of world.homes) {
    if (name === LOST || name === COPY) continue;
    for (const lost of listLostEdits(home.replica.context)) {
      const said = world.said.find(({ entry }) => entry === lost.entry);
      same('the author of what is offered', said?.home, name);
      const words = [...Object.values(lost.said.texts), ...Object.values(lost.said.fields).flat().map(String)].join('');
      same('the letters that are offered', codes(sorted([...words])), codes(sorted(said?.added ?? [])));
      offered.add(lost.entry);
    }
  }
  return offered;
}

/** Slow, so of one home in every fifth history. */
async function checkWhole(world: StoppedWorld, observers: readonly MemoryHome[]): Promise<void> {
  if (world.random.below(5) > 0) return;
  const home = world.random.pick(observers);
  const { problems } = await verifyHome(home.replica);
  same(`problems at ${home.name}`, JSON.stringify([...problems, ...replayHome(home.replica)]), '[]');
}

function same(what: string, found: unknown, wanted: unknown): void {
  const [a, b] = [found, wanted].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what}: found ${a}, wanted ${b}`);
}
