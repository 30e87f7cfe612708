import type { OpenHomeOptions } from '../home/open-home.js';
import { readRunningNode } from '../home/running-node.js';
import { checkHome } from './check-home.js';
import type { createDeskCaller } from './desk-router.js';
import { isListening, openLocalClient } from './local-client.js';

export type DeskCaller = ReturnType<typeof createDeskCaller>;

/** Calls to a home, whichever process owns it. */
export interface DeskSession {
  readonly calls: DeskCaller;
  /** True when a running node answers; false when this process has opened the home itself. */
  readonly remote: boolean;
  close(): Promise<void>;
}

export interface DeskSessionOptions extends Omit<OpenHomeOptions, 'passphrase'> {
  /** Asked only when the home has to be unlocked by this process. */
  readonly passphrase: () => Promise<string>;
  readonly signal?: AbortSignal;
}

/**
 * Talks to the node that runs in a home, or opens the home when none does. Throws what `openHome` throws; a home that is
 * missing or not enrolled before the passphrase is asked for.
 */
export async function openDeskSession(options: DeskSessionOptions): Promise<DeskSession> {
  checkHome(options.folder);
  const running = readRunningNode(options.folder);
  if (running !== undefined && (await isListening(running.socket)))
    return remoteSession(running.socket, options.signal);
  const { passphrase, signal, ...rest } = options;
  // loaded only here: a command that finds a running node starts in half the time
  const [{ createDeskCaller }, { openHome }] = await Promise.all([
    import('./desk-router.js'),
    import('../home/open-home.js'),
  ]);
  const home = await openHome({ ...rest, passphrase: await passphrase() });
  const calls = createDeskCaller({ home }, signal === undefined ? {} : { signal });
  return { calls, remote: false, close: async () => home.close() };
}

type RemoteCall = (input: unknown, options: object) => Promise<unknown>;

/**
 * The same calls over the local socket. All go as mutations do, by POST: the socket takes queries in that way too, and the
 * router, which knows which is which, is most of what there is to load.
 */
function remoteSession(socket: string, signal: AbortSignal | undefined): DeskSession {
  const client = openLocalClient(socket) as unknown as Record<string, Record<string, { mutate: RemoteCall }>>;
  const call = (group: string, name: string, input: unknown) =>
    client[group]?.[name]?.mutate(input, signal === undefined ? {} : { signal });
  const groupOf = (group: string) =>
    new Proxy({}, { get: (_target, name) => (input: unknown) => call(group, String(name), input) });
  const calls = new Proxy({}, { get: (_target, group) => groupOf(String(group)) }) as DeskCaller;
  return { calls, remote: true, close: () => Promise.resolve() };
}
