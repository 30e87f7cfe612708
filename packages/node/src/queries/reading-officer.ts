import { LiaisonError, type WriterId } from '@liaison/protocol';
import type { Reader } from '@liaison/store';
import { z } from 'zod';
import type { ReplicaContext } from '../replica/replica-context.js';

/** What an officer has looked through: every change up to one, at a local time. */
export interface LookedThrough {
  readonly change: number;
  /** Null: never. */
  readonly at: string | null;
}

const lookedSchema = z.strictObject({ change: z.number().int(), at: z.string() });
const settingOf = (officer: WriterId): string => `looked-through:${officer}`;

/** Up to where an officer of this home has looked through everything; kept here and never sent. */
export function lookedThrough(context: ReplicaContext, officer: WriterId): LookedThrough {
  const text = context.store.authority.setting(settingOf(officer));
  const read = text === undefined ? undefined : lookedSchema.safeParse(JSON.parse(text));
  return read?.success === true ? read.data : { change: 0, at: null };
}

/** Inside a transaction. */
export function putLookedThrough(context: ReplicaContext, officer: WriterId, looked: { change: number; at: string }) {
  context.store.authority.putSetting(settingOf(officer), JSON.stringify(looked));
  context.store.seen.forgetUpTo(officer, looked.change);
}

/** The officer as lists need them. Throws `officer-unknown`. */
export function readerOf(context: ReplicaContext, officer: WriterId): Reader {
  const certificate = context.authority.certificate(officer);
  if (certificate !== undefined) {
    return { officer, client: certificate.clientId, seenTo: lookedThrough(context, officer).change };
  }
  throw new LiaisonError(
    'officer-unknown',
    'No certificate of this officer is held.',
    'Sync with the home desk first.',
  );
}
