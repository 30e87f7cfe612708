export type { BundlePartBytes } from './bundle/bundle-content.js';
export type { BundleReport, MissingEntry, RefusedPart } from './bundle/bundle-report.js';
export {
  type BundleOptions,
  type BundlePlan,
  bundleParts,
  type MadePart,
  planBundle,
} from './bundle/make-bundle-parts.js';
export { type BundleReplica, type BundleSource, type ReadBundleOptions, readBundle } from './bundle/read-bundle.js';
export * from './client/caller-client.js';
export * from './client/peer-client.js';
export * from './client/trpc-peer-client.js';
export { comparedView, sameStanding } from './compared-view.js';
export * from './kept-parts.js';
export * from './limits.js';
export {
  CALLS,
  type CallAnswer,
  type CallInput,
  type CallName,
  carriedInputSchema,
  type Standing,
} from './messages.js';
export { isOwnFailure } from './own-failure.js';
export type { CallContext } from './router/call-context.js';
export { createPeerRouter, type PeerRouter } from './router/peer-router.js';
export type { SyncAlarm, SyncOptions, SyncPhase, SyncProgress } from './session/session.js';
export { runSync, type SyncReport } from './session/sync-session.js';
export * from './sync-replica.js';
