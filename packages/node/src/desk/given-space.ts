import type { SpaceId } from '@liaison/protocol';
import { findSpace } from '../queries/find-record.js';
import type { ReplicaContext } from '../replica/replica-context.js';

/** The space that a call names, if it names one, by its id or the beginning of it. Throws what `findSpace` throws. */
export const givenSpace = (context: ReplicaContext, text: string | undefined): SpaceId | undefined =>
  text === undefined ? undefined : findSpace(context, text).id;
