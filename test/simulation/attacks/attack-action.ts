import type { SeededRandom } from '@liaison/node/testing';
import { LiaisonError } from '@liaison/protocol';
import type { Action } from '../action.js';
import type { Attack } from '../attack.js';
import type { World } from '../world.js';
import { ATTACKS } from './all-attacks.js';

const BAG = ATTACKS.flatMap((attack) => new Array<Attack>(attack.weight).fill(attack));

/** A hostile member does one of all attacks. */
export const anyAttack: Action = {
  kind: 'hostile',
  weight: 8,
  run: (world, _name, random) => attackWith(world, random.pick(BAG), random),
};

/** One attack by its name; it has the chance that it had when `hostile` chose it. */
export function attackAction(name: string): Action | undefined {
  const attack = ATTACKS.find((one) => one.name === name);
  if (attack === undefined) return undefined;
  return {
    kind: name,
    weight: 0,
    run(world, _name, random) {
      random.pick(BAG);
      return attackWith(world, attack, random);
    },
  };
}

async function attackWith(world: World, attack: Attack, random: SeededRandom): Promise<void> {
  const [first, ...others] = [...world.hostile] as [string, ...string[]];
  const attacker = world.home(others.length === 0 ? first : random.pick([first, ...others]));
  try {
    world.note(`${attacker.name} attacks: ${attack.name}, ${await attack.run({ world, attacker, random })}`);
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    world.note(`${attacker.name} cannot even do that (${attack.name}): ${error.code}`);
  }
}
