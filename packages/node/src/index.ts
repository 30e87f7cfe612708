export { completeEnrolment } from './ceremonies/complete-enrolment.js';
export { createFederation } from './ceremonies/create-federation.js';
export { openEnrolmentAsk } from './ceremonies/enrolment-request.js';
export { grantEnrolment } from './ceremonies/grant-enrolment.js';
export { type InitHomeReport, initHome } from './ceremonies/init-home.js';
export { createRootKeyFile, unlockRootKey } from './ceremonies/member/root-key-file.js';
export { type PinWriterReport, pinWriter } from './ceremonies/pin-writer.js';
export { requestEnrolment } from './ceremonies/request-enrolment.js';
export type { ShownRoster } from './ceremonies/roster/roster-text.js';
export { type ShownProposal, showProposal, signProposal } from './ceremonies/roster/sign-proposal.js';
export { type AudiencePlan, changeAudience } from './commands/change-audience.js';
export { createSpace } from './commands/create-space.js';
export { giveConsent } from './commands/give-consent.js';
export type { ImportReport } from './commands/import-file.js';
export { type ImportCounts, importRows } from './commands/import-rows.js';
export { type MadeBundle, makeBundle } from './commands/make-bundle.js';
export { type ReadBundle, readBundleFile } from './commands/read-bundle.js';
export {
  RECALL_REASONS,
  type RecallPlan,
  recallRecord,
  reinstateRecord,
} from './commands/recall-record.js';
export type { RecoverPlan } from './commands/recover-edits.js';
export { type PeerReport, type SyncPeersReport, syncPeers } from './commands/sync-peers.js';
export { acceptSpace, transferSpace } from './commands/transfer-space.js';
export { editRecord, newRecord } from './commands/write-record.js';
export { type CheckOutcome, type ConformanceReport, checkConformance } from './conformance/check-conformance.js';
export { checkHome } from './desk/check-home.js';
export type { DeskRouter } from './desk/desk-router.js';
export { type DeskCaller, type DeskSession, liaisonErrorOf, openDeskSession } from './desk/desk-session.js';
export type { Step } from './desk/long-work.js';
export type { VerifyAnswer } from './desk/work-procedures.js';
export { type OpenHome, openHome } from './home/open-home.js';
export { systemClock } from './home/system-clock.js';
export { systemRandom } from './home/system-random.js';
export { type HomeStatus, homeStatus, type ListedHome, type SpaceStatus } from './queries/home-status.js';
export { type ListedConflict, listConflicts } from './queries/list-conflicts.js';
export { type LostEdit, listLostEdits } from './queries/list-lost-edits.js';
export { listRecalls, type ShownRecall } from './queries/list-recalls.js';
export { listSetAside, type SetAside } from './queries/list-set-aside.js';
export type { ListedSpace } from './queries/list-spaces.js';
export { searchRecords } from './queries/search-records.js';
export { type ShownRecord, showRecord } from './queries/show-record.js';
export type { ShownAuthority } from './queries/space-authority.js';
export { type Clock, claimedTime } from './replica/clock.js';
export { openSection, projectSections, viewOf } from './replica/project-section.js';
export { Replica } from './replica/replica.js';
export { TouchedSections } from './replica/touched-sections.js';
export { type Author, writeEntry } from './replica/write-entry.js';
export { type ServingNode, serveHome } from './serve.js';
export { type NonceStore, openPeerConnection, type PeerConnection } from './transport/peer-connection.js';
export { rebuildDerived } from './verify/rebuild-derived.js';
export { replayHome } from './verify/replay-home.js';
export { type VerifyReport, verifyHome } from './verify/verify-home.js';
