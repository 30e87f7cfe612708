import { type JsonValue, LiaisonError, type WriterId } from '@liaison/protocol';
import { z } from 'zod';
import { claimedTime } from '../replica/clock.js';
import type { DeskContext } from './desk-context.js';
import { deskCommand, deskProcedure, deskRouterOf, together } from './desk-procedure.js';
import { deskRefusal } from './desk-refusals.js';

const DRAFTS_MAX = 1_000;
const DRAFT_CHARS_MAX = 1_000_000;

const json: z.ZodType<JsonValue> = z.json() as z.ZodType<JsonValue>;
/** A record's id, or any name the browser gives to one that is not made yet. */
const record = z.string().min(1).max(100);
const field = z.string().min(1).max(100);

/** Only a session proves who asks: over the socket anybody could name an officer. */
function signedIn({ asker }: Pick<DeskContext, 'asker'>): WriterId {
  const officer = asker?.officer;
  if (officer === undefined) throw deskRefusal('not-signed-in');
  return officer;
}

/** All keys of the same officer at this home: a renewed one finds what was typed under the former. */
function keysOf({ home }: Pick<DeskContext, 'home'>, writer: WriterId): WriterId[] {
  const { officers } = home;
  const name = officers.find((officer) => officer.writer === writer)?.name;
  return officers.filter((officer) => officer.writer === writer || officer.name === name).map((one) => one.writer);
}

/** What an officer is typing, kept as it is typed (WEB-8): it outlives the browser and the node, and nobody else reads it. */
export const draftProcedures = deskRouterOf({
  put: deskCommand
    .meta({ needs: 'own' })
    .input(z.strictObject({ record, field, value: json }))
    .mutation(({ ctx, input }) => {
      const officer = signedIn(ctx);
      const { replica } = ctx.home;
      const { drafts } = replica.context.store;
      const value = JSON.stringify(input.value);
      if (value.length > DRAFT_CHARS_MAX) throw tooLong();
      const at = claimedTime(replica.context.clock);
      replica.transaction(() => {
        if (drafts.count(officer) >= DRAFTS_MAX) throw tooMany();
        drafts.put(officer, { record: input.record, field: input.field, value, at });
      });
      return { at };
    }),
  list: deskProcedure.input(z.strictObject({ record: record.optional() })).query(
    together(({ ctx, input }) => {
      const { drafts } = ctx.home.replica.context.store;
      const kept = keysOf(ctx, signedIn(ctx)).flatMap((writer) => drafts.ofOfficer(writer));
      const asked = kept.filter((draft) => input.record === undefined || draft.record === input.record);
      return { drafts: asked.map((draft) => ({ ...draft, value: JSON.parse(draft.value) as JsonValue })) };
    }),
  ),
  drop: deskCommand
    .meta({ needs: 'own' })
    .input(z.strictObject({ record, field: field.optional() }))
    .mutation(({ ctx, input }) => {
      const writers = keysOf(ctx, signedIn(ctx));
      const { replica } = ctx.home;
      replica.transaction(() => {
        for (const writer of writers) replica.context.store.drafts.drop(writer, input.record, input.field);
      });
    }),
});

const tooLong = () =>
  new LiaisonError(
    'draft-too-large',
    'The draft is too long to be kept.',
    'Save a part of it first, or attach it as a file.',
  );

const tooMany = () =>
  new LiaisonError(
    'drafts-too-many',
    `You have ${DRAFTS_MAX} drafts, and no more are kept.`,
    'Save or drop some of them.',
  );
