import { LiaisonError } from '@liaison/protocol';
import { TRPCClientError } from '@trpc/client';
import { TRPCError } from '@trpc/server';
import { badInput, expectedCause } from './input-error.js';

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
