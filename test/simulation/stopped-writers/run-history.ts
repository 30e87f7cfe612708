import { SeededRandom } from '@liaison/node/testing';
import { checkHistory, type HistoryFigures } from './check-history.js';
import { deliverShuffled } from './deliver-shuffled.js';
import { type MadePin, pinLaptop, reportLaptop } from './stop-laptop.js';
import { COPY, LOST, StoppedWorld } from './stopped-world.js';

export type HistoryOutcome =
  | { readonly figures: HistoryFigures }
  | { readonly failure: Error; readonly trace: readonly string[] };

const MOVES_MIN = 12;
const MOVES_MORE = 36;

/** One history from its seed: others build on what a laptop wrote, it is stopped somewhere, and all of them meet. */
export async function runHistory(seed: string): Promise<HistoryOutcome> {
  const random = new SeededRandom(`stopped/${seed}`);
  const world = new StoppedWorld(seed, random);
  try {
    return { figures: await play(world, random) };
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)), trace: world.trace };
  } finally {
    for (const home of world.federation.homes.values()) home.database.close();
  }
}

async function play(world: StoppedWorld, random: SeededRandom): Promise<HistoryFigures> {
  const pins: MadePin[] = [];
  const moves = MOVES_MIN + random.below(MOVES_MORE);
  const [stopAt, copyAt] = [random.below(moves), random.below(2) === 0 ? random.below(moves) : -1];
  const reportAt = random.below(3) === 0 ? random.below(stopAt + 1) : -1;
  for (const name of world.homes.keys()) if (name !== 'KR') await world.meet(name, 'KR');
  for (let move = 0; move < moves; move++) {
    if (move === copyAt) world.copyLaptop();
    if (move === reportAt) reportLaptop(world);
    if (move === stopAt || (move > stopAt && random.below(20) === 0)) pinLaptop(world, pins);
    await makeMove(world, random);
  }
  return checkHistory(world, pins, await gather(world));
}

async function makeMove(world: StoppedWorld, random: SeededRandom): Promise<void> {
  const names = [...world.homes.keys()];
  const lost = names.filter((one) => one === LOST || one === COPY);
  const name = random.pick([...names, ...lost]);
  const what = random.below(10);
  if (what < 5) world.type(name);
  else if (what < 6) world.say(name);
  else await world.meet(name, random.pick(names.filter((other) => other !== name)));
}

/** Two fresh homes take everything in any order; then all but the laptop meet until nothing moves. */
async function gather(world: StoppedWorld) {
  const fresh = ['TH', 'VN'].map((member) => world.federation.addLaptop(`${member}-fresh`, member, '*'));
  for (const home of fresh) {
    deliverShuffled(world, home);
    world.homes.set(home.name, home);
  }
  const observers = ['KR', 'TH', 'VN', ...fresh.map(({ name }) => name)];
  const lost = [LOST, COPY].filter((name) => world.homes.has(name));
  for (let round = 0; round < 2; round++) {
    // the laptop sends what it believes to count, so it hears of every pin first
    for (const name of lost) await world.meet(name, 'KR');
    for (const a of observers) for (const b of observers) if (a < b) await world.meet(a, b);
  }
  return observers.map((name) => world.home(name));
}
