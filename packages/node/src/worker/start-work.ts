import { openingOf } from '@liaison/store';
import type { OpenHome } from '../home/open-home.js';
import { WorkThread } from './work-thread.js';

/** Starts the thread that works in bulk for a home that is to be served; it has the home until `home.work.endThread`. */
export function startWork(home: OpenHome, onDefect: (error: unknown) => void): WorkThread {
  const { member, home: writer } = home.settings;
  const thread = new WorkThread({
    opening: () => {
      const file = openingOf(home.database);
      if (file === undefined) throw new Error('a home that is served has a file');
      const serviceSeed = Uint8Array.from(home.replica.serviceKey.seed);
      return { path: file.path, databaseKey: file.key, member, home: writer, serviceSeed };
    },
    clock: home.replica.context.clock,
    onJobEnd: () => home.replica.reading(() => undefined), // hears what the thread has committed, and so does `home.changes`
    onDefect,
  });
  home.work.useThread(thread);
  thread.start();
  return thread;
}
