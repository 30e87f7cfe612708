import { permits } from '@liaison/identity';
import type { WriterId } from '@liaison/protocol';
import { z } from 'zod';
import type { TextName } from '../live/open-text.js';
import { findRecord } from '../queries/find-record.js';
import type { DeskContext } from './desk-context.js';
import { deskProcedure, deskRouterOf, deskWork } from './desk-procedure.js';
import { deskRefusal } from './desk-refusals.js';
import { givenRecord } from './given-record.js';
import { givenSpace } from './given-space.js';

const textInput = z.strictObject({
  record: z.string().max(100),
  space: z.string().max(100).optional(),
  field: z.string().min(1).max(64),
  joint: z.boolean(),
});
type TextInput = z.infer<typeof textInput>;

const offset = z.number().int().min(0).max(10_000_000);
const edits = z.array(z.strictObject({ from: offset, to: offset, insert: z.string().max(1_000_000) })).max(1_000);
const typedInput = textInput.extend({
  /** The revision in which it was typed. */
  base: z.number().int().min(0),
  edits,
  /** The browser's name for this change. */
  change: z.string().min(8).max(100),
});

function nameOf({ home }: Pick<DeskContext, 'home'>, { record, space, field, joint }: TextInput): TextName {
  const { replica } = home;
  return replica.reading(() => {
    const found = findRecord(replica.context, givenRecord(record), givenSpace(replica.context, space));
    return { space: found.space.id, record: found.record.id, field, joint };
  });
}

const officerName = ({ home }: Pick<DeskContext, 'home'>, id: WriterId): string =>
  home.officers.find(({ writer }) => writer === id)?.name ?? '';

const NEVER = new AbortController().signal;

/** Long texts, typed in by several browsers at once (WEB-10). Only for browsers: over the socket a text is set as a whole. */
export const textProcedures = deskRouterOf({
  watch: deskProcedure.input(textInput).subscription(async function* ({ ctx, input, signal }) {
    const { texts } = ctx;
    if (texts === undefined) throw deskRefusal('desk-call-browser');
    const session = ctx.asker.signal ?? NEVER;
    const author = await ctx.author();
    const { writer } = author.certificate.claims;
    const officer = { id: writer, name: officerName(ctx, writer) };
    const writing = permits(author.certificate, 'write') ? author : undefined;
    yield* texts.watch(nameOf(ctx, input), officer, writing, AbortSignal.any([signal ?? NEVER, session]));
    if (session.aborted) throw deskRefusal('session-locked');
  }),
  /** Repeated with the same `change` it is made once. */
  type: deskWork
    .meta({ needs: 'write', repeatable: true })
    .input(typedInput)
    .mutation(async ({ ctx, input: { base, edits: typed, change, ...named } }) => {
      const { texts } = ctx;
      if (texts === undefined) throw deskRefusal('desk-call-browser');
      const author = await ctx.author();
      const name = officerName(ctx, author.certificate.claims.writer);
      return texts.type(nameOf(ctx, named), author, name, { base, edits: typed, change });
    }),
});
