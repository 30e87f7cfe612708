export { CASE_STAGES } from './kinds/case-stage-codes.js';
export { CHANNELS } from './kinds/channel-codes.js';
export { type CodeList, codesOf } from './kinds/code-list.js';
export { KINDS, kindSpec, requireField, requireKind } from './kinds/kind-registry.js';
export type { FieldSpec, FieldType, KindSpec } from './kinds/kind-spec.js';
export type { Labels } from './kinds/labels.js';
export { titleOf } from './kinds/record-title.js';
export { SUBSTANCES } from './kinds/substance-codes.js';
export * from './limits.js';
export { derivedRecordId, numberedRecordId, randomRecordId } from './numbers/record-id.js';
export { formatRecordNumber, parseRecordNumber, type RecordNumberParts } from './numbers/record-number.js';
export type { Cuts } from './section/cut-update.js';
export { freshSectionView } from './section/fresh-section.js';
export { type SaidAnew, saidAnew } from './section/said-anew.js';
export type { SectionChange, TextSplice } from './section/section-change.js';
export { conflictsOf, type FieldConflict, type NamedSection } from './section/section-conflicts.js';
export { SectionDocument } from './section/section-document.js';
export { createSectionUpdate } from './section/section-edit.js';
export type { WrittenValue } from './section/section-roots.js';
export {
  encodedViewDigest,
  encodeView,
  isEmptyView,
  type SectionView,
  searchableText,
  viewDigest,
} from './section/section-view.js';
export { bucketDigest, type KeyedDigest, sectionKey, stateDigest, stateDigestOf } from './section/state-digest.js';
export { type JudgeContext, judgeUpdate, scatteredStructs, type VoidReason } from './update/judge-update.js';
export type { DeleteRange, StructId } from './update/raw-update.js';
export { skeletonOf } from './update/skeleton.js';
export { inspectUpdate, type StructShape, type UpdateShape } from './update/update-shape.js';
export { isCalendarDate, isCalendarMonth } from './values/calendar-date.js';
export { checkFieldValue, parseFieldText } from './values/field-value.js';
export { normaliseQuantity, parseQuantity, type Quantity, UNITS } from './values/quantity.js';
