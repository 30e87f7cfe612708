import { z } from 'zod';
import type { DeskContext } from './desk-context.js';
import { deskProcedure, deskRouterOf } from './desk-procedure.js';
import { deskRefusal } from './desk-refusals.js';
import type { SessionDoor } from './session-door.js';

/** They judge by themselves who asks, and none of them is an officer's change of the home. */
const sessionProcedure = deskProcedure.meta({ needs: 'nothing' });

function doorOf({ door }: Pick<DeskContext, 'door'>): SessionDoor {
  if (door === undefined) throw deskRefusal('desk-call-browser');
  return door;
}

/** Signing in and out of the desk in a browser. */
export const sessionProcedures = deskRouterOf({
  officers: sessionProcedure.query(({ ctx }) => doorOf(ctx).choice()),
  signIn: sessionProcedure
    .input(z.strictObject({ officer: z.string().min(1).max(200), passphrase: z.string().min(1).max(1_000) }))
    .mutation(({ ctx, input }) => doorOf(ctx).signIn(input.officer, input.passphrase)),
  current: sessionProcedure.query(({ ctx }) => doorOf(ctx).current()),
  extend: sessionProcedure.input(z.strictObject({})).mutation(({ ctx }) => doorOf(ctx).extend()),
  lock: sessionProcedure.input(z.strictObject({})).mutation(({ ctx }) => doorOf(ctx).lock()),
  signOut: sessionProcedure.input(z.strictObject({})).mutation(({ ctx }) => doorOf(ctx).signOut()),
});
