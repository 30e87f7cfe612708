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
  /** Sum of `scatteredStructs` over the writer's earlier updates of this section; they are all in its causal past. */
  readonly scattered?: number;
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
  for (const struct of shape.structs) {
    const reason = judgeStruct(struct, context);
    if (reason !== null) return reason;
  }
  const scattered = scatteredStructs(shape);
  if (scattered > RECORD_LIMITS.updateScatteredMax) return 'void-limit-scattered';
  return scattered + (context.scattered ?? 0) > RECORD_LIMITS.sectionScatteredMax ? 'void-limit-scattered' : null;
}

/**
 * Items that do not follow the writer's own clock just before them. Yjs may compare each of them with every item that
 * shares its origin, so their number, not the bytes, is what makes a document slow: quadratically. Typing on costs none.
 */
export const scatteredStructs = (shape: UpdateShape): number =>
  shape.structs.filter(({ kind, origin, clock }) => {
    const follows = origin !== null && origin.client === shape.client && origin.clock === clock - 1;
    return kind === 'item' && !follows;
  }).length;

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

/** Ranges ascend with a gap between them, as Yjs writes them: overlapping ones would multiply the work. */
function judgeDeletes(shape: UpdateShape, { client, clocks }: JudgeContext): VoidReason | null {
  let previous: { client: number; end: number } | null = null;
  for (const range of shape.deletes) {
    const end = range.clock + range.len;
    if (range.len === 0) return 'void-delete-order';
    if (previous !== null && previous.client === range.client && range.clock <= previous.end)
      return 'void-delete-order';
    const known = range.client === client && shape.client !== null ? shape.to : (clocks.get(range.client) ?? 0);
    if (end > known) return 'void-delete-unknown';
    previous = { client: range.client, end };
  }
  return null;
}
