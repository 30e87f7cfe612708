import { memberCodeSchema, spaceKindSchema } from '@liaison/protocol';
import { z } from 'zod';
import { createSpace } from '../commands/create-space.js';
import { findSpace } from '../queries/find-record.js';
import { spaceStatus } from '../queries/home-status.js';
import { listSpaces } from '../queries/list-spaces.js';
import { deskProcedure, deskRouterOf, officerInput } from './desk-procedure.js';

export const spaceProcedures = deskRouterOf({
  create: deskProcedure
    .input(
      z.strictObject({
        officer: officerInput,
        kind: spaceKindSchema,
        title: z.string().min(1).max(500),
        audience: z.array(memberCodeSchema).max(1000),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { officer, ...space } = input;
      return createSpace(ctx.home.replica, await ctx.home.unlockOfficer(officer.as, officer.passphrase), space);
    }),
  list: deskProcedure.query(({ ctx }) => ({ spaces: listSpaces(ctx.home.replica.context) })),
  show: deskProcedure.input(z.strictObject({ space: z.string() })).query(({ ctx, input }) => {
    const { context } = ctx.home.replica;
    return spaceStatus(context, findSpace(context, input.space));
  }),
});
