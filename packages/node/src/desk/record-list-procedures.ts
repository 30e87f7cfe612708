import { KINDS, UNITS } from '@liaison/records';
import { z } from 'zod';
import { markRecordSeen } from '../commands/mark-seen.js';
import { fieldHistory } from '../queries/field-history.js';
import { listRecords } from '../queries/list-records.js';
import { proveValue } from '../queries/prove-value.js';
import { recordTable } from '../queries/record-table.js';
import { searchDesk } from '../queries/search-desk.js';
import { askingOfficer } from './asking-officer.js';
import { deskCommand, deskProcedure, together } from './desk-procedure.js';
import { givenRecord } from './given-record.js';
import { givenSpace } from './given-space.js';
import { given, pageInput, readerInput, recordFilterInput, recordListInput } from './list-inputs.js';

const named = { record: z.string().max(100), space: z.string().max(100).optional() };

/** Records as pages need them: lists, the table of who says what, and the history of a field. */
export const recordListProcedures = {
  kinds: deskProcedure.query(() => ({ kinds: KINDS, units: UNITS })),
  list: deskProcedure.input(recordListInput).query(
    together(({ ctx, input: { officer, filter, ...page } }) => {
      const asking = askingOfficer(ctx, officer);
      return listRecords(ctx.home.replica.context, asking, { ...given(page), filter: given(filter) });
    }),
  ),
  /** The desk's one box: what an officer types, in any of five scripts. */
  find: deskProcedure
    .input(
      z.strictObject({
        ...readerInput,
        ...pageInput,
        query: z.string().min(1).max(1_000),
        filter: recordFilterInput.default({}),
      }),
    )
    .query(
      together(({ ctx, input: { officer, filter, ...search } }) =>
        searchDesk(ctx.home.replica.context, askingOfficer(ctx, officer), { ...given(search), filter: given(filter) }),
      ),
    ),
  view: deskProcedure.input(z.strictObject({ ...readerInput, ...named })).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      const space = givenSpace(context, input.space);
      return recordTable(context, askingOfficer(ctx, input.officer), givenRecord(input.record), space);
    }),
  ),
  fieldHistory: deskProcedure
    .input(z.strictObject({ ...named, field: z.string().max(64), limit: z.number().int().min(1).max(200).default(50) }))
    .query(
      together(({ ctx, input: { record, space, field, limit } }) => {
        const { context } = ctx.home.replica;
        const asked = { record: givenRecord(record), space: givenSpace(context, space), field, limit };
        return fieldHistory(context, given(asked));
      }),
    ),
  /** Computed when asked; nothing that was noted before is believed. */
  prove: deskProcedure
    .input(
      z.strictObject({
        ...named,
        section: z.string().min(1).max(64),
        field: z.string().min(1).max(64),
        index: z.number().int().min(0).max(10_000).default(0),
      }),
    )
    .query(
      together(({ ctx, input: { record, space, ...value } }) => {
        const { context } = ctx.home.replica;
        return proveValue(context, given({ record: givenRecord(record), space: givenSpace(context, space), ...value }));
      }),
    ),
  seen: deskCommand
    .meta({ needs: 'own' })
    .input(z.strictObject({ ...readerInput, record: z.string().max(100), change: z.number().int().min(0) }))
    .mutation(({ ctx, input: { officer, record, change } }) =>
      markRecordSeen(ctx.home.replica, askingOfficer(ctx, officer), { record: givenRecord(record), change }),
    ),
};
