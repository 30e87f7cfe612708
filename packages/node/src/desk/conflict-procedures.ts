import { z } from 'zod';
import { settleConflict, undoSettlement } from '../commands/settle-conflict.js';
import { conflictCards } from '../queries/conflict-cards.js';
import { recordCards } from '../queries/settled-cards.js';
import { askingOfficer } from './asking-officer.js';
import { deskCommand, deskProcedure, deskRouterOf, officerInput, together } from './desk-procedure.js';
import { fieldAssignment } from './field-assignment.js';
import { givenRecord } from './given-record.js';
import { givenSpace } from './given-space.js';
import { given, pageInput, readerInput, recordFilterInput } from './list-inputs.js';

const section = z.string().min(1).max(64);
const settling = z.discriminatedUnion('choice', [
  z.strictObject({ choice: z.literal('leave') }),
  z.strictObject({ choice: z.literal('keep'), value: z.number().int().min(0).max(10_000), section }),
  z.strictObject({ choice: z.literal('write'), section, assignment: fieldAssignment }),
]);

/** Differing values as cards, and what an officer decides about them. */
export const conflictProcedures = deskRouterOf({
  list: deskProcedure
    .input(z.strictObject({ ...readerInput, ...pageInput, filter: recordFilterInput.default({}) }))
    .query(
      together(({ ctx, input: { officer, filter, ...page } }) =>
        conflictCards(ctx.home.replica.context, askingOfficer(ctx, officer), { ...given(page), filter: given(filter) }),
      ),
    ),
  ofRecord: deskProcedure
    .input(z.strictObject({ record: z.string().max(100), space: z.string().max(100).optional() }))
    .query(
      together(({ ctx, input }) => {
        const { context } = ctx.home.replica;
        return recordCards(context, givenRecord(input.record), givenSpace(context, input.space));
      }),
    ),
  settle: deskCommand
    .meta({ needs: 'write' })
    .input(
      z.strictObject({
        officer: officerInput,
        record: z.string().max(100),
        field: z.string().min(1).max(64),
        digest: z.string().max(100),
        settling,
      }),
    )
    .mutation(async ({ ctx, input: { officer, record, ...input } }) => {
      const author = await ctx.author(officer);
      return settleConflict(ctx.home.replica, author, { ...input, record: givenRecord(record) });
    }),
  undo: deskCommand
    .meta({ needs: 'write' })
    .input(z.strictObject({ officer: officerInput, settlement: z.string().max(100) }))
    .mutation(async ({ ctx, input: { officer, settlement } }) =>
      undoSettlement(ctx.home.replica, await ctx.author(officer), settlement),
    ),
});
