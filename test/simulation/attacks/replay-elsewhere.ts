import type { Attack } from '../attack.js';
import { victimOf } from './targets.js';

/** A page that somebody sent to somebody, given to a third by the attacker: all it may do is bring what it brings. */
export const replayElsewhere: Attack = {
  name: 'replay-elsewhere',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const victim = victimOf(scene);
    const { travelled } = world.network;
    if (travelled.length === 0) return 'nothing to replay';
    const { from, page } = random.pick(travelled);
    world.network.noteTampered(page);
    if (world.isUp(victim)) world.home(victim).replica.ingest(attacker.service.writer, page);
    return `a page of ${from} at ${victim}`;
  },
};
