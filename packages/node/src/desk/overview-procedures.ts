import { z } from 'zod';
import { markAllSeen } from '../commands/mark-seen.js';
import { withLines } from '../queries/list-peers.js';
import { overviewToday } from '../queries/overview.js';
import { askingOfficer } from './asking-officer.js';
import { deskCommand, deskProcedure, deskRouterOf, together } from './desk-procedure.js';
import { readerInput } from './list-inputs.js';

/** The first page: what needs an officer, what came in, how it stands with everybody. */
export const overviewProcedures = deskRouterOf({
  today: deskProcedure.input(z.strictObject(readerInput)).query(
    together(({ ctx, input }) => {
      const today = overviewToday(ctx.home.replica.context, askingOfficer(ctx, input.officer));
      return { ...today, peers: withLines(today.peers, ctx.home.contacts.list()) };
    }),
  ),
  seen: deskCommand
    .meta({ needs: 'own' })
    .input(z.strictObject({ ...readerInput, change: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => markAllSeen(ctx.home.replica, askingOfficer(ctx, input.officer), input.change)),
});
