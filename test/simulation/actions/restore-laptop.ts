import type { Action } from '../action.js';
import { LAPTOP } from '../cast.js';
import { changeField } from './change-field.js';
import { makeRecord } from './make-record.js';
import { writeNarrative } from './write-narrative.js';

/** Takes an image of the laptop, or puts an earlier one back and goes on writing: what a cloned machine does. */
export const restoreLaptop: Action = {
  kind: 'rollback',
  weight: 2,
  async run(world, _name, random) {
    const images = world.imagesOf(LAPTOP);
    if (random.below(2) === 0) images.push(world.home(LAPTOP).database.serialize());
    const image = images.length > 0 && random.below(3) > 0 ? random.pick(images) : undefined;
    if (image === undefined) return;
    await world.rollBack(LAPTOP, image);
    world.note('the laptop is restored from an old image');
    if (world.laptopLost) return;
    await makeRecord.run(world, LAPTOP, random);
    await changeField.run(world, LAPTOP, random);
    await writeNarrative.run(world, LAPTOP, random);
  },
};
