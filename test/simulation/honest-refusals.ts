import type { World } from './world.js';

/** Whether a home may refuse a page of an honest sender with this code, after what has happened in this world. */
export function mayRefuse(world: World, name: string, code: string): boolean {
  const isUnheld = code === 'space-not-entitled' || code === 'space-unknown';
  // a space that a lost laptop founded is shared with nobody until its pins have come; an old image knows less
  if (world.laptopLost && isUnheld) return true;
  if (world.rolledBack.has(name) && code === 'space-unknown') return true;
  // between a roster that ends a root and the directory under the next one, nobody speaks for that member here
  if (world.rootsRenewed > 0 && isUnheld) return true;
  // an officer recalled something while the session ran: the recall comes with its next round
  if (code === 'recall-missing') return world.recalled.size > 0;
  // its member was taken out of a space while a session ran with a home that had not heard of it
  return code === 'space-not-entitled' && world.removed.has(world.home(name).member);
}
