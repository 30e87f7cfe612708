import { genesisSchema, memberCodeSchema, spaceKindSchema } from '@liaison/protocol';
import { z } from 'zod';
import { changeAudience, planAudience } from '../commands/change-audience.js';
import { createSpace } from '../commands/create-space.js';
import { giveConsent } from '../commands/give-consent.js';
import { acceptSpace, transferSpace } from '../commands/transfer-space.js';
import { findSpace } from '../queries/find-record.js';
import { spaceStatus } from '../queries/home-status.js';
import { listSpacePages, spaceView } from '../queries/list-space-pages.js';
import { listSpaces } from '../queries/list-spaces.js';
import { spaceAuthority } from '../queries/space-authority.js';
import { askingOfficer } from './asking-officer.js';
import { deskCommand, deskProcedure, deskRouterOf, officerInput, together } from './desk-procedure.js';
import { readerInput } from './list-inputs.js';

const audienceInput = z.strictObject({
  space: z.string(),
  add: z.array(memberCodeSchema).max(1000),
  remove: z.array(memberCodeSchema).max(1000),
});
const consentInput = z.strictObject({
  officer: officerInput,
  space: z.string(),
  newcomer: memberCodeSchema,
  what: z.enum(['consent', 'request', 'withdraw']),
  audience: z.array(memberCodeSchema).max(1000).optional(),
});

export const spaceProcedures = deskRouterOf({
  create: deskCommand
    .meta({ needs: 'space' })
    .input(
      z.strictObject({
        officer: officerInput,
        kind: spaceKindSchema,
        title: z.string().min(1).max(500),
        audience: z.array(memberCodeSchema).max(1000),
        rule: genesisSchema.shape.rule.optional(),
      }),
    )
    .mutation(async ({ ctx, input: { officer, rule, ...space } }) => {
      const author = await ctx.author(officer);
      return createSpace(ctx.home.replica, author, rule === undefined ? space : { ...space, rule });
    }),
  planAudience: deskProcedure
    .input(audienceInput)
    .query(together(({ ctx, input }) => planAudience(ctx.home.replica.context, input))),
  changeAudience: deskCommand
    .meta({ needs: 'audience' })
    .input(audienceInput.extend({ officer: officerInput }))
    .mutation(async ({ ctx, input: { officer, ...change } }) =>
      changeAudience(ctx.home.replica, await ctx.author(officer), change),
    ),
  consent: deskCommand
    .meta({ needs: 'audience' })
    .input(consentInput)
    .mutation(async ({ ctx, input: { officer, what, audience, ...consent } }) => {
      const author = await ctx.author(officer);
      const given = audience === undefined ? consent : { ...consent, audience };
      return giveConsent(ctx.home.replica, author, what, given);
    }),
  transfer: deskCommand
    .meta({ needs: 'audience' })
    .input(z.strictObject({ officer: officerInput, space: z.string(), to: memberCodeSchema }))
    .mutation(async ({ ctx, input: { officer, ...offer } }) =>
      transferSpace(ctx.home.replica, await ctx.author(officer), offer),
    ),
  accept: deskCommand
    .meta({ needs: 'audience' })
    .input(z.strictObject({ officer: officerInput, space: z.string() }))
    .mutation(async ({ ctx, input: { officer, space } }) =>
      acceptSpace(ctx.home.replica, await ctx.author(officer), { space }),
    ),
  list: deskProcedure.query(together(({ ctx }) => ({ spaces: listSpaces(ctx.home.replica.context) }))),
  pages: deskProcedure.query(together(({ ctx }) => ({ spaces: listSpacePages(ctx.home.replica.context) }))),
  view: deskProcedure.input(z.strictObject({ ...readerInput, space: z.string().max(100) })).query(
    together(({ ctx, input: { officer, space } }) => {
      const { context } = ctx.home.replica;
      return spaceView(context, askingOfficer(ctx, officer), findSpace(context, space));
    }),
  ),
  show: deskProcedure.input(z.strictObject({ space: z.string() })).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      const space = findSpace(context, input.space);
      return { ...spaceStatus(context, space), ...spaceAuthority(context, space) };
    }),
  ),
});
