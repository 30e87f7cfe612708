import { z } from 'zod';
import { delegateDirectoryKey } from '../ceremonies/member/delegate-directory-key.js';
import { memberCard, memberCardText } from '../ceremonies/member/member-card.js';
import { unlockRootKey } from '../ceremonies/member/root-key-file.js';
import { combineProposal } from '../ceremonies/roster/combine-proposal.js';
import { exportCommunity, importCommunity } from '../ceremonies/roster/community-file.js';
import { proposePins } from '../ceremonies/roster/propose-pins.js';
import { proposeRoster } from '../ceremonies/roster/propose-roster.js';
import { rosterFileText } from '../ceremonies/roster/roster-files.js';
import { shownRoster } from '../ceremonies/roster/roster-text.js';
import { showProposal } from '../ceremonies/roster/sign-proposal.js';
import { deskCommand, deskProcedure, deskRouterOf, officerInput, together } from './desk-procedure.js';

const file = z.string().min(1);

const proposed = (text: string) => ({ proposal: showProposal(text), file: text });

/** Who belongs to the community, and how that changes: files to be signed elsewhere, and what has been signed. */
export const rosterProcedures = deskRouterOf({
  show: deskProcedure.query(
    together(({ ctx }) => {
      const { authority } = ctx.home.replica.context;
      return { ...shownRoster(authority.roster, authority.fork), contradicted: authority.contradicted() };
    }),
  ),
  propose: deskProcedure
    .input(
      z.strictObject({
        cards: z.array(file).max(1_000),
        remove: z.array(z.string()).max(1_000),
        threshold: z.number().int().min(1).max(1_000).optional(),
        keep: z.string().optional(),
      }),
    )
    .query(
      together(({ ctx, input: { threshold, keep, ...change } }) => {
        const more = { ...(threshold === undefined ? {} : { threshold }), ...(keep === undefined ? {} : { keep }) };
        return proposed(rosterFileText(proposeRoster(ctx.home.replica.context, { ...change, ...more })));
      }),
    ),
  proposePins: deskProcedure
    .input(z.strictObject({ member: z.string() }))
    .query(together(({ ctx, input }) => proposed(rosterFileText(proposePins(ctx.home.replica.context, input.member))))),
  combine: deskCommand
    .meta({ needs: 'pin' })
    .input(z.strictObject({ files: z.array(file).min(1).max(1_000), dryRun: z.boolean(), officer: officerInput }))
    .mutation(async ({ ctx, input: { files, dryRun, officer } }) => {
      const signs = officer !== undefined || ctx.asker.officer !== undefined;
      const author = signs ? { author: await ctx.author(officer) } : {};
      return combineProposal(ctx.home.replica.context, { texts: files, dryRun, ...author });
    }),
  export: deskProcedure.query(together(({ ctx }) => ({ file: exportCommunity(ctx.home.replica.context) }))),
  import: deskCommand
    .meta({ needs: 'pin' })
    .input(z.strictObject({ file, dryRun: z.boolean() }))
    .mutation(({ ctx, input }) => importCommunity(ctx.home.replica.context, input.file, input.dryRun)),
});

/** The own member: what it hands to others, and which directory key its root delegates to. */
export const memberProcedures = deskRouterOf({
  show: deskProcedure.input(z.strictObject({ rootKey: z.string().optional() })).query(
    together(({ ctx, input }) => {
      const { context } = ctx.home.replica;
      const { code, number, rootKey, directories } = memberCard(context, input.rootKey);
      const leading = context.authority.directory(context.member);
      return {
        code,
        number,
        rootKey,
        directoryKey: leading?.directoryKey ?? null,
        directoryVersion: leading?.version ?? null,
        contradicted: directories.length > 1,
        directories: context.authority.held(context.member).map(({ id, version, certificatesByWriter }) => ({
          id,
          version,
          writers: [...certificatesByWriter.keys()],
        })),
        card: memberCardText(context, input.rootKey),
      };
    }),
  ),
  delegate: deskCommand
    .meta({ needs: 'pin', from: 'socket' })
    .input(
      z.strictObject({
        passphrase: z.string(),
        rootKeyFile: file,
        rootPassphrase: z.string(),
        newKey: z.boolean(),
        from: z.string().min(1).optional(),
      }),
    )
    .mutation(async ({ ctx, input: { passphrase, rootKeyFile, rootPassphrase, newKey, from } }) => {
      const rootKey = await unlockRootKey(rootKeyFile, rootPassphrase);
      const going = from === undefined ? {} : { from };
      return delegateDirectoryKey({ home: ctx.home, passphrase, rootKey, newKey, ...going });
    }),
});
