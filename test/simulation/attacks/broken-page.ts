import type { Attack } from '../attack.js';
import { damage } from '../network.js';
import { victimOf } from './targets.js';

/** A page that travelled once, damaged. */
export const brokenPage: Attack = {
  name: 'broken-page',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const victim = victimOf(scene);
    const { travelled } = world.network;
    const source = travelled.length > 0 ? random.pick(travelled).page : random.bytes(50);
    const page = world.network.noteTampered(Uint8Array.from(damage(source, random)));
    if (world.isUp(victim)) world.home(victim).replica.ingest(attacker.service.writer, page);
    return `at ${victim}`;
  },
};
