import type { MemoryHome, SeededRandom } from '@liaison/node/testing';
import type { World } from './world.js';

/** Who attacks in which world, and by what chance. */
export interface AttackScene {
  readonly world: World;
  readonly attacker: MemoryHome;
  readonly random: SeededRandom;
}

/**
 * Something that a member does which holds valid keys and follows no rule. To add one, write a file with one of these in
 * `attacks/` and name it in `all-attacks.ts`.
 */
export interface Attack {
  readonly name: string;
  /** How often it is chosen beside the others. */
  readonly weight: number;
  /** Says what it did, for the story. */
  run(scene: AttackScene): string | Promise<string>;
}
