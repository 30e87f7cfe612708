import { type WriterId, writerIdSchema } from '@liaison/protocol';
import { z } from 'zod';
import type { ReplicaContext } from '../replica-context.js';

const SETTING = 'former-homes';

type OwnContext = Pick<ReplicaContext, 'store' | 'authority' | 'home'>;

/** Homes that this one was before it became a writer of its own again, oldest first. */
function formerHomes({ store }: Pick<ReplicaContext, 'store'>): WriterId[] {
  const text = store.authority.setting(SETTING);
  return text === undefined ? [] : z.array(writerIdSchema).parse(JSON.parse(text));
}

/** Inside the caller's transaction. */
export function addFormerHome(context: Pick<ReplicaContext, 'store'>, home: WriterId): void {
  const homes = formerHomes(context).filter((known) => known !== home);
  context.store.authority.putSetting(SETTING, JSON.stringify([...homes, home]));
}

/** Whether a writer's key is, or was, one of this machine: what it wrote is ours to bring to others and to write again. */
export function isOwnWriter(context: OwnContext, writer: WriterId): boolean {
  const home = context.authority.certificate(writer)?.claims.home;
  return home !== undefined && (home === context.home || formerHomes(context).includes(home));
}
