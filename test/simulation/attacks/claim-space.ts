import type { Attack } from '../attack.js';
import { promise } from '../promise.js';
import { victimOf } from './targets.js';

/** Asks for a space that the attacker is no member of, and for what its marks are: it gets nothing at all. */
export const claimSpace: Attack = {
  name: 'claim-space',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const victim = victimOf(scene);
    const foreign = world.spaces.filter(
      ({ owner, audience }) => owner !== attacker.member && !audience.has(attacker.member),
    );
    if (foreign.length === 0 || !world.isUp(victim)) return 'nothing to claim';
    const space = random.pick(foreign).id;
    const { replica } = world.home(victim);
    const { writer } = attacker.service;
    const wants = (['control', 'record'] as const).map((lane) => ({ space, lane, have: [] }));
    const { entries } = replica.select(writer, wants, 524_288);
    promise(
      entries.length === 0,
      () => `${victim} gave ${entries.length} entries of a foreign space to ${attacker.name}`,
    );
    const named = replica.spacesFor(writer).some((marks) => marks.space === space);
    promise(!named, () => `${victim} names a foreign space to ${attacker.name}`);
    return `at ${victim}`;
  },
};
