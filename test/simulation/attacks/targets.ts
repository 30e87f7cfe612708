import type { SpaceId } from '@liaison/protocol';
import type { AttackScene } from '../attack.js';
import { heldSpace } from '../held-places.js';

/** A home that is not the attacker's. */
export const victimOf = ({ world, attacker, random }: AttackScene): string =>
  random.pick(world.homes.filter((name) => name !== attacker.name));

/** Any space of another owner, held or not. */
export const foreignSpace = ({ world, attacker, random }: AttackScene): SpaceId =>
  random.pick(world.spaces.filter(({ owner }) => owner !== attacker.member)).id;

/** A space that the attacker may write in. */
export const attackedSpace = ({ world, attacker, random }: AttackScene): SpaceId | undefined =>
  heldSpace(world, attacker, random)?.id;

export const isOwnSpace = ({ world, attacker }: AttackScene, space: SpaceId): boolean =>
  world.spaces.some(({ id, owner }) => id === space && owner === attacker.member);
