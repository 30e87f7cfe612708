import type { SpaceId } from '@liaison/protocol';
import { promise } from './promise.js';
import type { World } from './world.js';

/** Owner and audience are what the model makes of what was stated, wherever honest homes alone stated it (SPC-5, SPC-13). */
export function checkAudience(world: World, space: SpaceId, names: readonly string[]): void {
  if (!world.audiences.authors(space).every((author) => world.isTrusted(author))) return;
  const expected = `${world.audiences.owner(space)}: ${world.audiences.audience(space).join()}`;
  for (const name of names) {
    const { context } = world.home(name).replica;
    const row = context.store.spaces.byId(space)?.row;
    if (row === undefined) continue;
    const { audience, owner } = context.standings.of(row);
    const shown = `${owner}: ${[owner, ...audience].sort().join()}`;
    promise(shown === expected, () => `${name} says of ${space} ${shown}, the model says ${expected}`);
  }
}

/** Nobody who was taken out of a space holds what was written by someone who knew it (SPC-15). */
export function checkAfterRemoval(world: World, names: readonly string[]): void {
  for (const entries of world.written.values()) {
    for (const [entry, { space, step, excluded }] of entries) {
      // a removal that a lost laptop or a forked log stated may count no longer
      if (excluded.size === 0 || !world.audiences.authors(space).every((author) => world.isTrusted(author))) continue;
      for (const name of names) {
        const { member } = world.home(name);
        if (!excluded.has(member) || (world.lastAdmitted.get(`${space} ${member}`) ?? 0) >= step) continue;
        promise(!world.holds(name, entry), () => `${name} holds ${entry}, written after its removal from ${space}`);
      }
    }
  }
}
