import { checkSession } from './checks.js';
import type { RunningSession } from './sessions.js';
import type { World } from './world.js';

/** One session from beginning to end, over a line on which nothing goes wrong. */
export async function syncWhole(world: World, from: string, to: string): Promise<RunningSession> {
  const session = world.sessions.start(from, to);
  while (session.report === undefined && session.thrown === undefined) {
    await world.sessions.step(session, world.random(-2), false);
  }
  world.sessions.takeEnded();
  checkSession(world, session);
  return session;
}
