import { callerClient, createPeerRouter, type PeerClient, runSync, type SyncReport } from '@liaison/sync';
import type { MemoryHome } from './memory-federation.js';

const router = createPeerRouter();

/** Calls of one home to another in the same process, through the real router. */
export const memoryClient = (from: MemoryHome, to: MemoryHome): PeerClient =>
  callerClient(router.createCaller({ caller: from.service.writer, replica: to.replica }), to.service.writer);

/** One whole session between two homes. */
export const memorySync = (from: MemoryHome, to: MemoryHome): Promise<SyncReport> =>
  runSync(memoryClient(from, to), from.replica);

const ROUNDS = 3;

/** Every home meets every other, so often that nobody has anything new for anybody. */
export async function settle(...homes: readonly MemoryHome[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (const a of homes) for (const b of homes) if (a !== b) await memorySync(a, b);
  }
}

/** As `memoryClient`, with the names of its calls and the characters of questions and answers as JSON. */
export function countedClient(from: MemoryHome, to: MemoryHome) {
  const counts = { calls: [] as string[], characters: 0 };
  const inner = memoryClient(from, to);
  const client: PeerClient = {
    peer: inner.peer,
    call: async (name, input, options) => {
      const answer = await inner.call(name, input, options);
      counts.calls.push(name);
      counts.characters += JSON.stringify([input, answer]).length;
      return answer;
    },
  };
  return { client, counts };
}
