import { FIGURE_KEYS } from '@liaison/store';
import { z } from 'zod';
import { seizureFigures } from '../queries/seizure-figures.js';
import { askingOfficer } from './asking-officer.js';
import { deskProcedure, deskRouterOf, together } from './desk-procedure.js';
import { given, readerInput, recordFilterInput } from './list-inputs.js';

/** Figures over seizures; every one can be opened as the list of the records behind it. */
export const seizureProcedures = deskRouterOf({
  figures: deskProcedure
    .input(
      z.strictObject({
        ...readerInput,
        filter: recordFilterInput.default({}),
        by: z.array(z.enum(FIGURE_KEYS)).max(3).default([]),
      }),
    )
    .query(
      together(({ ctx, input: { officer, filter, by } }) =>
        seizureFigures(ctx.home.replica.context, askingOfficer(ctx, officer), { filter: given(filter), by }),
      ),
    ),
});
