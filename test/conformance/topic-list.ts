import { certificateTopic, directoryTopic } from './topics/authority-documents.js';
import { bundleHeadTopic, bundleManifestTopic } from './topics/bundles.js';
import { heldDirectoriesTopic } from './topics/directories-held.js';
import { base64urlTopic, canonicalJsonTopic, exactJsonTopic } from './topics/encoding.js';
import { entryTokenTopic } from './topics/entry-token.js';
import { comparedRootTopic, fingerprintTopic, radixTopic } from './topics/fingerprints.js';
import { clientIdTopic, spaceIdTopic, writerIdTopic } from './topics/ids.js';
import { leafTopic, rootTopic } from './topics/merkle.js';
import { derivedIdTopic, recordNumberTopic } from './topics/numbers.js';
import { operationFrameTopic } from './topics/operation-frame.js';
import { pageTopic, wireEntryTopic } from './topics/pages.js';
import { answerPartTopic, pushedPartTopic } from './topics/parts.js';
import { pinLimitTopic } from './topics/pin-limit.js';
import { recallsTopic } from './topics/recalls.js';
import { rightTopic } from './topics/rights.js';
import { rosterStandingTopic } from './topics/roster-standing.js';
import { rosterSuccessionTopic } from './topics/roster-succession.js';
import { rosterTopic } from './topics/rosters.js';
import { callTokenTopic, pinTopic, receiptTopic, requestTopic } from './topics/space-documents.js';
import { statementsTopic } from './topics/space-statements.js';
import { thresholdPinTopic } from './topics/threshold-pin.js';
import { hostileUpdateTopic, skeletonTopic } from './topics/updates.js';
import { stateTopic, viewTopic } from './topics/views.js';
import type { Topic } from './vector-file.js';

/** Every file of vectors. */
export const TOPICS: readonly Topic[] = [
  base64urlTopic,
  canonicalJsonTopic,
  exactJsonTopic,
  entryTokenTopic,
  operationFrameTopic,
  leafTopic,
  rootTopic,
  wireEntryTopic,
  pageTopic,
  pushedPartTopic,
  answerPartTopic,
  writerIdTopic,
  clientIdTopic,
  spaceIdTopic,
  certificateTopic,
  rosterTopic,
  rosterSuccessionTopic,
  rosterStandingTopic,
  directoryTopic,
  heldDirectoriesTopic,
  requestTopic,
  pinTopic,
  thresholdPinTopic,
  pinLimitTopic,
  receiptTopic,
  skeletonTopic,
  hostileUpdateTopic,
  viewTopic,
  stateTopic,
  fingerprintTopic,
  radixTopic,
  comparedRootTopic,
  recordNumberTopic,
  derivedIdTopic,
  callTokenTopic,
  rightTopic,
  statementsTopic,
  recallsTopic,
  bundleHeadTopic,
  bundleManifestTopic,
];
