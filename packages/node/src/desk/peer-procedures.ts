import { z } from 'zod';
import { type PeerStep, type PeerTest, testPeer } from '../commands/test-peer.js';
import { listPeers, withLines } from '../queries/list-peers.js';
import { deskProcedure, deskRouterOf, deskWork, together } from './desk-procedure.js';
import { longWork } from './long-work.js';

const peerInput = z.strictObject({ peer: z.string().min(1).max(300) });

/** The homes this one exchanges with; `work.sync` meets them. */
export const peerProcedures = deskRouterOf({
  list: deskProcedure.query(
    together(({ ctx }) => ({ peers: withLines(listPeers(ctx.home.replica.context), ctx.home.contacts.list()) })),
  ),
  /** The steps so far, then the test as a whole. */
  test: deskWork
    .meta({ needs: 'own' })
    .input(peerInput)
    .mutation(async function* ({ ctx, input }) {
      yield* longWork<readonly PeerStep[], PeerTest>((onSteps) => testPeer(ctx.home, input.peer, onSteps));
    }),
});
