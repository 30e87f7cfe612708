import { recallSchema } from '@liaison/protocol';
import { z } from 'zod';
import { planRecall, recallRecord, reinstateRecord } from '../commands/recall-record.js';
import { renewRecalls } from '../commands/renew-recalls.js';
import { cutOffRecalls } from '../queries/cut-off-recalls.js';
import { findSpace } from '../queries/find-record.js';
import { listRecalls, recallStatus } from '../queries/list-recalls.js';
import { wipePurged } from '../replica/derived/search-upkeep.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { deskCommand, deskProcedure, deskRouterOf, officerInput, together } from './desk-procedure.js';
import { givenRecord } from './given-record.js';
import { givenSpace } from './given-space.js';

const named = z.strictObject({ record: z.string(), space: z.string().optional(), joint: z.boolean() });
const recallInput = named.extend({
  reason: recallSchema.shape.reason,
  field: z.string().min(1).max(64).optional(),
});

/** Finds the space that was named by its first letters, and reads the record's number. */
function given<Input extends { record: string; space?: string | undefined }>(context: ReplicaContext, input: Input) {
  const { space, ...rest } = input;
  const record = givenRecord(input.record);
  return space === undefined ? { ...rest, record } : { ...rest, record, space: findSpace(context, space).id };
}

/** `field` only where one was given. */
function recallOf(context: ReplicaContext, { field, ...input }: z.infer<typeof recallInput>) {
  const recall = given(context, input);
  return field === undefined ? recall : { ...recall, field };
}

/** Taking back what the own member said, and seeing who has done it. */
export const recallProcedures = deskRouterOf({
  plan: deskProcedure.input(recallInput).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      return planRecall(context, recallOf(context, input));
    }),
  ),
  do: deskCommand
    .meta({ needs: 'recall' })
    .input(recallInput.extend({ officer: officerInput }))
    .mutation(async ({ ctx, input: { officer, ...recall } }) => {
      const { replica } = ctx.home;
      const author = await ctx.author(officer);
      const done = recallRecord(replica, author, recallOf(replica.context, recall));
      wipePurged(replica.context);
      return done;
    }),
  reinstate: deskCommand
    .meta({ needs: 'recall' })
    .input(named.extend({ officer: officerInput }))
    .mutation(async ({ ctx, input: { officer, ...reinstated } }) => {
      const { replica } = ctx.home;
      const author = await ctx.author(officer);
      return reinstateRecord(replica, author, given(replica.context, reinstated));
    }),
  cutOff: deskProcedure.query(together(({ ctx }) => ({ recalls: cutOffRecalls(ctx.home.replica.context) }))),
  renew: deskCommand
    .meta({ needs: 'recall' })
    .input(z.strictObject({ officer: officerInput }))
    .mutation(async ({ ctx, input: { officer } }) => {
      const { replica } = ctx.home;
      const done = renewRecalls(replica, await ctx.author(officer));
      wipePurged(replica.context);
      return done;
    }),
  list: deskProcedure.input(z.strictObject({ space: z.string().optional() })).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      const space = givenSpace(context, input.space);
      return { recalls: listRecalls(context, space) };
    }),
  ),
  status: deskProcedure.input(z.strictObject({ record: z.string(), space: z.string().optional() })).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      const space = givenSpace(context, input.space);
      return recallStatus(context, givenRecord(input.record), space);
    }),
  ),
});
