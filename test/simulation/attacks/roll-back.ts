import { changeField } from '../actions/change-field.js';
import { makeRecord } from '../actions/make-record.js';
import type { Attack } from '../attack.js';

/** The attacker keeps an image of its home, or goes on from an old one as if nothing had been. */
export const rollBack: Attack = {
  name: 'roll-back',
  weight: 1,
  async run({ world, attacker, random }) {
    const { name } = attacker;
    const images = world.imagesOf(name);
    if (images.length === 0 || random.below(2) === 0) {
      images.push(attacker.database.serialize());
      return 'an image is kept';
    }
    await world.rollBack(name, random.pick(images));
    await makeRecord.run(world, name, random);
    await changeField.run(world, name, random);
    return 'it goes on from an old image';
  },
};
