import { LIMITS } from '@liaison/protocol';
import { RECORD_LIMITS } from '../limits.js';
import type { StructId } from './raw-update.js';
import type { StructShape, UpdateShape } from './update-shape.js';

/** Why an update is void (UPD-4 to UPD-15). The codes are stable; every node gives the same one. */
export type VoidReason =
  | 'void-empty'
  | 'void-foreign-client'
  | 'void-clock-gap'
  | 'void-skip'
  | 'void-type'
  | 'void-map-key'
  | 'void-parent'
  | 'void-root-name'
  | 'void-origin'
  | 'void-empty-struct'
  | 'void-delete-order'
  | 'void-delete-unknown'
  | 'void-limit-structs'
  | 'void-limit-deletes'
  | 'void-limit-span'
  | 'void-limit-clock'
  | 'void-limit-scattered';

/** What an update is judged against: its writer, and the section's state vector in the entry's causal past. */
export interface JudgeContext {
  readonly client: number;
  readonly clocks: ReadonlyMap<number, number>;
}

const ROOT_NAME = /^[ft]:[a-z][A-Za-z0-9-]{0,63}$/;

/**
 * The rule of validity of an update (UPD-4): a pure function of its skeleton's shape, its writer and the clocks of its
 * causal past. What passes can be applied by every node that holds that past, in any order with concurrent updates,
 * without an exception, without anything left pending, and moves no clock but its writer's. Null means valid.
 */
export function judgeUpdate(shape: UpdateShape, context: JudgeContext): VoidReason | null {
  return judgeExtent(shape, context) ?? judgeStructs(shape, context) ?? judgeDeletes(shape, context);
}

function judgeExtent(shape: UpdateShape, { client, clocks }: JudgeContext): VoidReason | null {
  if (shape.structs.length === 0 && shape.deletes.length === 0) return 'void-empty';
  if (shape.structs.length > LIMITS.updateStructsMax) return 'void-limit-structs';
  if (shape.deletes.length > LIMITS.updateDeletesMax) return 'void-limit-deletes';
  if (shape.client === null) return null;
  if (shape.client !== client) return 'void-foreign-client';
  if (shape.from !== (clocks.get(client) ?? 0)) return 'void-clock-gap';
  if (shape.to - shape.from > LIMITS.updateClockSpanMax) return 'void-limit-span';
  return shape.to > RECORD_LIMITS.sectionClockMax ? 'void-limit-clock' : null;
}

function judgeStructs(shape: UpdateShape, context: JudgeContext): VoidReason | null {
  let scattered = 0;
  let previous: StructShape | null = null;
  for (const struct of shape.structs) {
    const reason = judgeStruct(struct, context);
    if (reason !== null) return reason;
    if (struct.kind === 'item' && !continues(previous, struct, context.client)) scattered++;
    if (scattered > RECORD_LIMITS.updateScatteredMax) return 'void-limit-scattered';
    previous = struct;
  }
  return null;
}

function judgeStruct(struct: StructShape, context: JudgeContext): VoidReason | null {
  if (struct.len === 0) return 'void-empty-struct';
  if (struct.kind === 'skip') return 'void-skip';
  if (struct.kind === 'type') return 'void-type';
  if (struct.parentSub !== null) return 'void-map-key';
  if (typeof struct.parent === 'string' && !ROOT_NAME.test(struct.parent)) return 'void-root-name';
  // No valid update makes a type, so an item named as a parent can never be one.
  if (struct.parent !== null && typeof struct.parent !== 'string') return 'void-parent';
  const known = isKnown(struct.origin, struct.clock, context) && isKnown(struct.rightOrigin, struct.clock, context);
  return known ? null : 'void-origin';
}

/** An id is known in the causal past, or earlier in the same update. */
function isKnown(id: StructId | null, clock: number, { client, clocks }: JudgeContext): boolean {
  if (id === null) return true;
  return id.clock < (id.client === client ? clock : (clocks.get(id.client) ?? 0));
}

/** A struct that goes on where the one before it ended costs Yjs nothing; any other may scan its whole list. */
function continues(previous: StructShape | null, struct: StructShape, client: number): boolean {
  if (previous === null || previous.kind !== 'item' || struct.origin === null) return false;
  const follows = struct.origin.client === client && struct.origin.clock === struct.clock - 1;
  return follows && sameId(previous.rightOrigin, struct.rightOrigin);
}

const sameId = (a: StructId | null, b: StructId | null): boolean =>
  a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);

/** Ranges ascend with a gap between them, as Yjs writes them: overlapping ones would multiply the work. */
function judgeDeletes(shape: UpdateShape, { client, clocks }: JudgeContext): VoidReason | null {
  let previous: { client: number; end: number } | null = null;
  for (const range of shape.deletes) {
    const end = range.clock + range.len;
    if (range.len === 0) return 'void-delete-order';
    if (previous !== null && previous.client === range.client && range.clock <= previous.end) return 'void-delete-order';
    const known = range.client === client && shape.client !== null ? shape.to : (clocks.get(range.client) ?? 0);
    if (end > known) return 'void-delete-unknown';
    previous = { client: range.client, end };
  }
  return null;
}
