import { z } from 'zod';
import { letEditsGo, planRecovery, recoverEdits } from '../commands/recover-edits.js';
import { listLostEdits } from '../queries/list-lost-edits.js';
import { deskCommand, deskProcedure, deskRouterOf, officerInput, together } from './desk-procedure.js';

const named = z.strictObject({ entry: z.string().min(1).max(64) });

/** What officers of this home wrote and a fork or pin took out of the documents: they may write it again. */
export const recoverProcedures = deskRouterOf({
  list: deskProcedure.query(together(({ ctx }) => ({ edits: listLostEdits(ctx.home.replica.context) }))),
  plan: deskProcedure
    .input(named)
    .query(together(({ ctx, input }) => planRecovery(ctx.home.replica.context, input.entry))),
  write: deskCommand
    .meta({ needs: 'write' })
    .input(named.extend({ officer: officerInput }))
    .mutation(async ({ ctx, input }) => {
      const author = await ctx.author(input.officer);
      return recoverEdits(ctx.home.replica, author, input.entry);
    }),
  letGo: deskCommand
    .meta({ needs: 'write' })
    .input(named)
    .mutation(({ ctx, input }) => letEditsGo(ctx.home.replica, input.entry)),
});
