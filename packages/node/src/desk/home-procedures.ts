import { spaceIdSchema } from '@liaison/protocol';
import { z } from 'zod';
import { grantEnrolment } from '../ceremonies/grant-enrolment.js';
import { pinWriter } from '../ceremonies/pin-writer.js';
import { homeStatus } from '../queries/home-status.js';
import { listSetAside } from '../queries/list-set-aside.js';
import { deskProcedure, deskRouterOf, officerInput } from './desk-procedure.js';

/** The home itself: its standing, its writers, what it has set aside. */
export const homeProcedures = deskRouterOf({
  status: deskProcedure.query(({ ctx }) => {
    const { settings, officers } = ctx.home;
    const shown = officers.map(({ writer, name }) => ({ writer, name }));
    return {
      ...homeStatus(ctx.home.replica.context),
      label: settings.label,
      address: settings.address,
      officers: shown,
    };
  }),
  setAside: deskProcedure
    .input(z.strictObject({ limit: z.number().int().min(1).max(10_000) }))
    .query(({ ctx, input }) => listSetAside(ctx.home.replica.context, input.limit)),
  pin: deskProcedure
    .input(z.strictObject({ officer: officerInput, writer: z.string().min(1) }))
    .mutation(async ({ ctx, input }) => {
      const { as, passphrase } = input.officer;
      const author = await ctx.home.unlockOfficer(as, passphrase);
      return pinWriter({ home: ctx.home, writer: input.writer, passphrase, author });
    }),
  grant: deskProcedure
    .input(
      z.strictObject({
        passphrase: z.string(),
        requestFile: z.string(),
        spaces: z.union([z.literal('*'), z.array(spaceIdSchema)]),
      }),
    )
    .mutation(({ ctx, input }) => grantEnrolment({ home: ctx.home, ...input })),
});
