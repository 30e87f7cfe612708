import type { Action } from './action.js';
import { admitMember } from './actions/admit-member.js';
import { makeBundle, openBundle } from './actions/carry-bundle.js';
import { changeAudience } from './actions/change-audience.js';
import { changeField } from './actions/change-field.js';
import { consentToMember } from './actions/consent.js';
import { cutLine } from './actions/cut-line.js';
import { emptyField } from './actions/empty-field.js';
import { foundSpace } from './actions/found-space.js';
import { importBatch } from './actions/import-batch.js';
import { joinCommunity } from './actions/join-community.js';
import { comeOnline, enrolLaptop, goOffline } from './actions/laptop-journeys.js';
import { badLine, partition, reconnect, redeliver } from './actions/lines.js';
import { loseLaptop } from './actions/lose-laptop.js';
import { makeRecord } from './actions/make-record.js';
import { clockJump, crash, powerCut } from './actions/power.js';
import { recallOrReinstate } from './actions/recall-or-reinstate.js';
import { renewRoot } from './actions/renew-root.js';
import { restoreLaptop } from './actions/restore-laptop.js';
import { beginSession, letCallsGo, syncPair } from './actions/sessions.js';
import { offerSpace, takeSpace } from './actions/transfer.js';
import { writeNarrative } from './actions/write-narrative.js';
import { anyAttack, attackAction } from './attacks/attack-action.js';

/** Everything that can happen in a step. */
export const ACTIONS: readonly Action[] = [
  foundSpace,
  makeRecord,
  changeField,
  emptyField,
  writeNarrative,
  importBatch,
  admitMember,
  changeAudience,
  offerSpace,
  takeSpace,
  renewRoot,
  consentToMember,
  recallOrReinstate,
  beginSession,
  letCallsGo,
  syncPair,
  partition,
  reconnect,
  badLine,
  crash,
  powerCut,
  clockJump,
  goOffline,
  comeOnline,
  redeliver,
  restoreLaptop,
  loseLaptop,
  enrolLaptop,
  joinCommunity,
  makeBundle,
  openBundle,
  cutLine,
  anyAttack,
];

const actionByKind = new Map(ACTIONS.map((action) => [action.kind, action]));

/** The action of a planned step: one of the list, or a single attack under its own name. */
export function actionOf(kind: string): Action {
  const action = actionByKind.get(kind) ?? attackAction(kind);
  if (action === undefined) throw new Error(`no action and no attack is called ${kind}`);
  return action;
}
