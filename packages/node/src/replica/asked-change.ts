import { AsyncLocalStorage } from 'node:async_hooks';
import type { ReplicaContext } from './replica-context.js';

/**
 * Whoever asks for a change under a key notes the key in the very transaction that makes the change, so that after a power
 * cut it is known whether it was made. The commands in between need not know of it.
 */
export type NoteOfChange = (context: ReplicaContext) => void;

const asked = new AsyncLocalStorage<NoteOfChange>();

/** Runs what makes the change; `note` is called inside each transaction of it. */
export const asAskedChange = <T>(note: NoteOfChange, make: () => T): T => asked.run(note, make);

/** At the end of a transaction, inside it. */
export const noteAskedChange = (context: ReplicaContext): void => asked.getStore()?.(context);
