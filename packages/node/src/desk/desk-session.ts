import { LiaisonError } from '@liaison/protocol';
import { TRPCClientError } from '@trpc/client';
import { TRPCError } from '@trpc/server';
import { type OpenHomeOptions, openHome } from '../home/open-home.js';
import { readRunningNode } from '../home/running-node.js';
import { checkHome } from './check-home.js';
import { createDeskCaller, deskRouter } from './desk-router.js';
import { badInput, expectedCause } from './input-error.js';
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
  const home = await openHome({ ...rest, passphrase: await passphrase() });
  const calls = createDeskCaller({ home }, signal === undefined ? {} : { signal });
  return { calls, remote: false, close: async () => home.close() };
}

type Procedures = Record<string, { _def: { type: string } }>;

/** The same calls over the local socket: a path becomes a query or a mutation as the router says. */
function remoteSession(socket: string, signal: AbortSignal | undefined): DeskSession {
  const client = openLocalClient(socket) as unknown as Record<string, Record<string, Record<string, unknown>>>;
  const procedures = (deskRouter._def as unknown as { procedures: Procedures }).procedures;
  const call = (group: string, name: string, input: unknown) => {
    const verb = procedures[`${group}.${name}`]?._def.type === 'query' ? 'query' : 'mutate';
    const send = client[group]?.[name]?.[verb] as (input: unknown, options: object) => Promise<unknown>;
    return send(input, signal === undefined ? {} : { signal });
  };
  const groupOf = (group: string) =>
    new Proxy({}, { get: (_target, name) => (input: unknown) => call(group, String(name), input) });
  const calls = new Proxy({}, { get: (_target, group) => groupOf(String(group)) }) as DeskCaller;
  return { calls, remote: true, close: () => Promise.resolve() };
}

/**
 * The expected failure behind what a call threw, or undefined for a defect, of this process or of the node: only a node
 * that gave no answer at all is `node-unreachable`.
 */
export function liaisonErrorOf(error: unknown): LiaisonError | undefined {
  if (error instanceof LiaisonError) return error;
  if (error instanceof TRPCError) {
    return expectedCause(error.cause) ?? (error.code === 'BAD_REQUEST' ? badInput(error.message) : undefined);
  }
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = error.data as { liaison?: { code: string; message: string; next: string } | null; code?: string } | null;
  if (data?.liaison) return new LiaisonError(data.liaison.code, data.liaison.message, data.liaison.next);
  if (data?.code === 'BAD_REQUEST') return badInput(error.message);
  if (data?.code === 'INTERNAL_SERVER_ERROR') return undefined;
  return new LiaisonError(
    'node-unreachable',
    'The node of this home did not answer.',
    'See whether it still runs: `liaison status`.',
  );
}
