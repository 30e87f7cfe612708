import { LiaisonError, type WriterId, writerIdSchema } from '@liaison/protocol';
import type { Store } from '@liaison/store';
import { z } from 'zod';
import { claimedTime } from '../clock.js';
import type { ReplicaContext } from '../replica-context.js';

const SETTING = 'copied-home';

const noticeSchema = z.strictObject({
  home: writerIdSchema,
  /** `place`: its files are others than those it was made in; else peers had what it had signed and did not hold. */
  why: z.enum(['place', 'own-entries', 'own-receipts']),
  at: z.string(),
  /** Whether it has exchanged with another home since, and so has the newest directory of its member. */
  synced: z.boolean(),
});

/** This home is a copy or a restored backup: another machine may write, or has written, with its keys. */
export type CopyNotice = z.infer<typeof noticeSchema>;

/** What is known of this home having been copied; undefined: nothing. */
export function copyNotice({ store, home }: Pick<ReplicaContext, 'store' | 'home'>): CopyNotice | undefined {
  const text = store.authority.setting(SETTING);
  if (text === undefined || text === '') return undefined;
  const notice = noticeSchema.parse(JSON.parse(text));
  return notice.home === home ? notice : undefined;
}

/**
 * Stops every writer of this home before it signs anything more: two machines with one key would fork its logs (FRK-6). What
 * peers tell outweighs the place of the files. Inside the caller's transaction.
 */
export function noticeCopy(context: ReplicaContext, why: CopyNotice['why']): void {
  const known = copyNotice(context);
  if (known !== undefined && (known.why !== 'place' || why === 'place')) return;
  const { home, clock } = context;
  put(context.store, { home, why, at: known?.at ?? claimedTime(clock), synced: known?.synced ?? false });
}

/** A session with another home went through: what it knew of this member's directory is here. */
export function noticeSynced(context: ReplicaContext): void {
  const known = copyNotice(context);
  if (known !== undefined && !known.synced) put(context.store, { ...known, synced: true });
}

/** The officer says that this is the only copy. Throws `home-copy-proven` where peers have shown that it is not. */
export function forgetCopy(context: ReplicaContext): void {
  const known = copyNotice(context);
  if (known === undefined) return;
  if (known.why !== 'place') throw copyProven();
  context.store.authority.putSetting(SETTING, '');
}

const put = (store: Store, notice: CopyNotice): void => store.authority.putSetting(SETTING, JSON.stringify(notice));

/** Throws `home-copied` where a writer of this home would sign although the home is a copy. */
export function refuseCopied(context: ReplicaContext, home: WriterId = context.home): void {
  const notice = home === context.home ? copyNotice(context) : undefined;
  if (notice !== undefined) throw homeCopied(notice);
}

/** What it means for whoever writes here, and what to do. */
export const homeCopied = ({ why, at }: CopyNotice): LiaisonError =>
  new LiaisonError(
    'home-copied',
    `${WHY[why]}, so nothing is signed here any more: two machines with one key would undo each other's work.`,
    why === 'place'
      ? 'If the other one is gone for good, say so with `liaison home moved`. Else make this a writer of its own: `liaison enrol renew --machine`. Reading and syncing go on.'
      : 'Sync, then make this a writer of its own: `liaison enrol renew --machine`. Reading and syncing go on; nothing is lost.',
    { data: { why, at } },
  );

const WHY: Readonly<Record<CopyNotice['why'], string>> = {
  place: 'This home was copied, moved or restored from a backup',
  'own-entries': 'Peers hold entries of this home that it does not: it was copied, or restored from a backup',
  'own-receipts': 'Peers hold receipts of this home that it does not: it was copied, or restored from a backup',
};

const copyProven = () =>
  new LiaisonError(
    'home-copy-proven',
    'Peers hold what this home signed and does not hold, so this is not the only copy, or a part of it was lost.',
    'Sync, then make it a writer of its own: `liaison enrol renew --machine`.',
  );
