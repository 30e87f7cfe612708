import type { Action } from '../action.js';
import { LAPTOP } from '../cast.js';
import { pinLaptop } from '../laptop-pins.js';

/** The laptop is reported lost: its keys are marked in the directory, and its logs pinned to what the home desk holds. */
export const loseLaptop: Action = {
  kind: 'pin',
  weight: 1,
  run(world) {
    if (world.laptopLost) return;
    const { service, officerKeys } = world.home(LAPTOP);
    world.laptopLost = true; // also where the power of the home desk fails meanwhile: the directory is signed by then
    world.federation.revoke('KR', [officerKeys.writer, service.writer]);
    pinLaptop(world);
    world.note('the laptop is reported lost, its logs are pinned');
  },
};
