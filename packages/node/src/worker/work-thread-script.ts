import { parentPort } from 'node:worker_threads';
import { signingKeyFromSeed } from '@liaison/identity';
import { openDatabase, Store } from '@liaison/store';
import { systemRandom } from '../home/system-random.js';
import { Replica } from '../replica/replica.js';
import { passFailure } from './work-errors.js';
import { WORK_JOBS, type WorkDesk } from './work-jobs.js';
import type { WorkAnswer, WorkOpening, WorkQuestion } from './work-messages.js';

/**
 * The thread that makes the changes in bulk of a serving node, over a connection of its own. Whoever starts it gives it one
 * job after the other (`WriteTurns`); each is synchronous, so that a transaction is never open between two.
 */
const port = parentPort;
if (port === null) throw new Error('this is the start of a worker thread');

let now: WorkQuestion['now'] = { unixMs: 0, offsetMinutes: 0 };
const clock = { unixMs: () => now.unixMs, offsetMinutes: () => now.offsetMinutes };

function openDesk({ path, databaseKey, member, home, serviceSeed }: WorkOpening): WorkDesk {
  const database = openDatabase({ path, key: databaseKey, mustExist: true });
  const serviceKey = signingKeyFromSeed(serviceSeed);
  databaseKey.fill(0); // the database and the key keep their own copies
  serviceSeed.fill(0);
  const replica = new Replica({ store: new Store(database), member, home, serviceKey, clock, random: systemRandom });
  replica.context.commits.share();
  return { replica, imports: new Map(), judgings: new Map() };
}

function answer(desk: WorkDesk, question: WorkQuestion): WorkAnswer {
  const { id, name, input } = question;
  now = question.now;
  try {
    desk.replica.reading(() => undefined); // takes in what the main thread has committed
    const job = WORK_JOBS[name] as (desk: WorkDesk, input: unknown) => unknown;
    return { id, value: job(desk, input) };
  } catch (error) {
    return { id, failure: passFailure(error) };
  }
}

port.once('message', (opening: WorkOpening) => {
  const desk = openDesk(opening);
  port.on('message', (question: WorkQuestion | 'end') => {
    if (question !== 'end') return port.postMessage(answer(desk, question));
    desk.replica.context.store.close();
    port.close();
  });
});
