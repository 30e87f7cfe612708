import { kindNameSchema } from '@liaison/protocol';
import { z } from 'zod';
import { changeFrom } from '../commands/assignments.js';
import { editRecord, newRecord } from '../commands/write-record.js';
import { findRecord, findSpace } from '../queries/find-record.js';
import { listConflicts } from '../queries/list-conflicts.js';
import { searchRecords } from '../queries/search-records.js';
import { recordHistory, showRecord } from '../queries/show-record.js';
import { deskCommand, deskProcedure, deskRouterOf, officerInput, together } from './desk-procedure.js';
import { fieldAssignment } from './field-assignment.js';
import { givenRecord } from './given-record.js';
import { givenSpace } from './given-space.js';
import { recordListProcedures } from './record-list-procedures.js';

const assignments = z.array(fieldAssignment).max(200);
const named = z.strictObject({ record: z.string(), space: z.string().optional() });

export const recordProcedures = deskRouterOf({
  ...recordListProcedures,
  new: deskCommand
    .meta({ needs: 'write' })
    .input(z.strictObject({ officer: officerInput, space: z.string(), kind: kindNameSchema, set: assignments }))
    .mutation(async ({ ctx, input }) => {
      const { replica } = ctx.home;
      const space = findSpace(replica.context, input.space).id;
      const change = changeFrom(input.kind, input.set);
      const author = await ctx.author(input.officer);
      return newRecord(replica, author, { space, kind: input.kind, change });
    }),
  edit: deskCommand
    .meta({ needs: 'write' })
    .input(named.extend({ officer: officerInput, set: assignments, joint: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { replica } = ctx.home;
      const space = givenSpace(replica.context, input.space);
      const found = findRecord(replica.context, givenRecord(input.record), space);
      const change = changeFrom(found.kind, input.set);
      const author = await ctx.author(input.officer);
      return editRecord(replica, author, {
        record: found.record.id,
        change,
        joint: input.joint,
        space: found.space.id,
      });
    }),
  show: deskProcedure.input(named).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      return showRecord(context, givenRecord(input.record), givenSpace(context, input.space));
    }),
  ),
  history: deskProcedure.input(named).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      return recordHistory(context, givenRecord(input.record), givenSpace(context, input.space));
    }),
  ),
  conflicts: deskProcedure.input(z.strictObject({ space: z.string().optional() })).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      const space = givenSpace(context, input.space);
      return { conflicts: listConflicts(context, space) };
    }),
  ),
  search: deskProcedure
    .input(z.strictObject({ query: z.string().min(1).max(1000), limit: z.number().int().min(1).max(1000) }))
    .query(
      together(({ ctx, input }) => {
        const started = performance.now();
        const found = searchRecords(ctx.home.replica.context, input.query, input.limit);
        return { ...found, millis: Math.round((performance.now() - started) * 10) / 10 };
      }),
    ),
});
