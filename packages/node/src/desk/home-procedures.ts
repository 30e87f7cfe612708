import { claimedTimeSchema, powerSchema } from '@liaison/protocol';
import { z } from 'zod';
import { grantEnrolment } from '../ceremonies/grant-enrolment.js';
import { type PinChoice, pinWriter, planPins } from '../ceremonies/pin-writer.js';
import { renewMachine } from '../ceremonies/renew-machine.js';
import { renewOfficer } from '../ceremonies/renew-officer.js';
import { examineOpenHome } from '../doctor/examine-open-home.js';
import { chooseOfficer } from '../home/choose-officer.js';
import { homeError } from '../home/home-errors.js';
import { COMPLETED, completeName } from '../queries/complete-name.js';
import { findSpace } from '../queries/find-record.js';
import { homeStatus } from '../queries/home-status.js';
import { listSetAside } from '../queries/list-set-aside.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { deskCommand, deskProcedure, deskRouterOf, officerInput, together } from './desk-procedure.js';
import { badInput } from './input-error.js';

/** What unlocks a key besides the officer's own; a browser gives it by itself, since there no officer is named. */
const passphraseInput = z.string().min(1).optional();

function typedPassphrase(input: { officer?: { passphrase: string } | undefined; passphrase?: string | undefined }) {
  const typed = input.passphrase ?? input.officer?.passphrase;
  if (typed === undefined) throw badInput('passphrase: it is needed here');
  return typed;
}

const seq = z.number().int().nonnegative();
const pinInput = z.strictObject({
  writer: z.string().min(1),
  spaces: z.array(z.string()).min(1).max(10_000).optional(),
  upTo: z.union([z.enum(['counting', 'held', 'nothing']), z.strictObject({ control: seq, record: seq })]).optional(),
});

/** Finds the spaces that were named by their first letters. */
const chosenPins = (context: ReplicaContext, { writer, spaces, upTo }: z.infer<typeof pinInput>): PinChoice => ({
  writer,
  ...(spaces === undefined ? {} : { spaces: spaces.map((space) => findSpace(context, space).id) }),
  ...(upTo === undefined ? {} : { upTo }),
});

/** The home itself: its standing, its writers, what it has set aside. */
export const homeProcedures = deskRouterOf({
  status: deskProcedure.query(
    together(({ ctx }) => {
      const { settings, officers } = ctx.home;
      const shown = officers.map(({ writer, name }) => ({ writer, name }));
      return {
        ...homeStatus(ctx.home.replica.context),
        peers: ctx.home.contacts.list(),
        activity: ctx.home.work.activity.list(),
        label: settings.label,
        address: settings.address,
        desk: ctx.home.deskAddress,
        officers: shown,
      };
    }),
  ),
  signIns: deskProcedure
    .meta({ needs: 'pin' })
    .input(z.strictObject({ before: z.number().int().min(1).optional(), limit: z.number().int().min(1).max(200) }))
    .query(
      together(({ ctx, input: { before, limit } }) => {
        const events = ctx.home.replica.context.store.signIns.latest(limit + 1, before);
        const shown = events.slice(0, limit);
        return { events: shown, next: events.length > limit ? (shown.at(-1)?.row ?? null) : null };
      }),
    ),
  complete: deskProcedure
    .input(z.strictObject({ of: z.enum(COMPLETED), begin: z.string().max(1_000) }))
    .query(together(({ ctx, input: { of, begin } }) => completeName(ctx.home, of, begin))),
  examine: deskProcedure
    .input(z.strictObject({ offline: z.boolean() }))
    .query(({ ctx, input: { offline } }) => examineOpenHome(ctx.home, offline)),
  setAside: deskProcedure.input(z.strictObject({ limit: z.number().int().min(1).max(10_000) })).query(
    together(({ ctx, input: { limit } }) => {
      const { entries, refusals } = listSetAside(ctx.home.replica.context, limit + 1);
      const more = entries.length > limit || refusals.length > limit;
      return { entries: entries.slice(0, limit), refusals: refusals.slice(0, limit), more };
    }),
  ),
  planPin: deskProcedure.input(pinInput.extend({ as: z.string().optional() })).query(
    together(({ ctx, input: { as, ...choice } }) => {
      const { context } = ctx.home.replica;
      const { writer } = chooseOfficer(ctx.home.actingOfficers, as ?? ctx.asker.officer);
      const certificate = context.authority.certificate(writer);
      if (certificate === undefined) throw homeError('officer-renewal-waits', writer);
      return planPins(context, certificate, chosenPins(context, choice));
    }),
  ),
  pin: deskCommand
    .meta({ needs: 'pin' })
    .input(pinInput.extend({ officer: officerInput, passphrase: passphraseInput }))
    .mutation(async ({ ctx, input }) => {
      const { officer, passphrase: _typed, ...choice } = input;
      const author = await ctx.author(officer);
      const chosen = chosenPins(ctx.home.replica.context, choice);
      return pinWriter({ home: ctx.home, passphrase: typedPassphrase(input), author, ...chosen });
    }),
  renew: deskCommand
    .meta({ needs: 'write' })
    .input(z.strictObject({ officer: officerInput, passphrase: passphraseInput }))
    .mutation(({ ctx, input }) =>
      renewOfficer(ctx.home, input.officer?.as ?? ctx.asker.officer, typedPassphrase(input)),
    ),
  renewMachine: deskCommand
    .meta({ needs: 'write', from: 'socket' })
    .input(z.strictObject({ officer: officerInput, label: z.string().optional() }))
    .mutation(({ ctx, input: { officer, label } }) =>
      renewMachine(ctx.home, {
        as: officer?.as,
        passphrase: typedPassphrase({ officer }),
        ...(label === undefined ? {} : { label }),
      }),
    ),
  moved: deskCommand.meta({ needs: 'write', from: 'socket' }).mutation(({ ctx }) => {
    ctx.home.acceptPlace();
    return { home: ctx.home.settings.home };
  }),
  grant: deskCommand
    .meta({ needs: 'pin' })
    .input(
      z.strictObject({
        passphrase: z.string(),
        requestFile: z.string(),
        until: claimedTimeSchema.optional(),
        spaces: z.union([z.literal('*'), z.array(z.string()).max(10_000)]),
        powers: z.array(powerSchema).max(32).optional(),
      }),
    )
    .mutation(({ ctx, input: { powers, until, ...input } }) => {
      const { context } = ctx.home.replica;
      const spaces = input.spaces === '*' ? '*' : input.spaces.map((space) => findSpace(context, space).id);
      const given = { ...(powers === undefined ? {} : { powers }), ...(until === undefined ? {} : { until }) };
      return grantEnrolment({ home: ctx.home, ...input, ...given, spaces });
    }),
});
