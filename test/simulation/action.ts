import type { SeededRandom } from '@liaison/node/testing';
import type { World } from './world.js';

/**
 * Something that can happen in one step. To add one, write a file with one of these in `actions/` and name it in
 * `all-actions.ts`. All its chance comes from `random`, and what it did that matters later it tells the world.
 */
export interface Action {
  readonly kind: string;
  /** How often a plan without a focus has it, beside the others. */
  readonly weight: number;
  /** `name` is a home, chosen by chance, for the actions that are something a home does. */
  run(world: World, name: string, random: SeededRandom): void | Promise<void>;
}

/** A home other than this one: the one that the step names, or any. */
export function otherThan(world: World, name: string, random: SeededRandom): string {
  const drawn = random.pick(world.homes.filter((other) => other !== name));
  return world.direction.towards ?? drawn;
}
