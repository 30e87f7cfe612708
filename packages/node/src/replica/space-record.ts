import type { RecordId, SpaceId } from '@liaison/protocol';
import { derivedRecordId } from '@liaison/records';

/** The record that carries a space's own title, so that a title can be edited and recalled like everything else. */
export const spaceRecordId = (space: SpaceId): RecordId => derivedRecordId(space, 'liaison', 'space');
