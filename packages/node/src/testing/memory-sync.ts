import { callerClient, createPeerRouter, type PeerClient, runSync, type SyncReport } from '@liaison/sync';
import type { MemoryHome } from './memory-federation.js';

const router = createPeerRouter();

/** Calls of one home to another in the same process, through the real router. */
export const memoryClient = (from: MemoryHome, to: MemoryHome): PeerClient =>
  callerClient(router.createCaller({ caller: from.service.writer, replica: to.replica }), to.service.writer);

/** One whole session between two homes. */
export const memorySync = (from: MemoryHome, to: MemoryHome): Promise<SyncReport> =>
  runSync(memoryClient(from, to), from.replica);
