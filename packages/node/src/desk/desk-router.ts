import { bundleProcedures } from './bundle-procedures.js';
import { changeProcedures } from './change-procedures.js';
import { conflictProcedures } from './conflict-procedures.js';
import { deskCallerOf, deskRouterOf } from './desk-procedure.js';
import { draftProcedures } from './draft-procedures.js';
import { homeProcedures } from './home-procedures.js';
import { importProcedures } from './import-procedures.js';
import { overviewProcedures } from './overview-procedures.js';
import { peerProcedures } from './peer-procedures.js';
import { recallProcedures } from './recall-procedures.js';
import { recordProcedures } from './record-procedures.js';
import { recoverProcedures } from './recover-procedures.js';
import { memberProcedures, rosterProcedures } from './roster-procedures.js';
import { seizureProcedures } from './seizure-procedures.js';
import { sessionProcedures } from './session-procedures.js';
import { spaceProcedures } from './space-procedures.js';
import { textProcedures } from './text-procedures.js';
import { workProcedures } from './work-procedures.js';

/** Everything an officer can ask of a home, for the command line and later the web desk. */
export const deskRouter = deskRouterOf({
  bundle: bundleProcedures,
  changes: changeProcedures,
  draft: draftProcedures,
  conflict: conflictProcedures,
  home: homeProcedures,
  import: importProcedures,
  overview: overviewProcedures,
  peer: peerProcedures,
  recall: recallProcedures,
  record: recordProcedures,
  recover: recoverProcedures,
  roster: rosterProcedures,
  member: memberProcedures,
  session: sessionProcedures,
  seizure: seizureProcedures,
  space: spaceProcedures,
  text: textProcedures,
  work: workProcedures,
});
export type DeskRouter = typeof deskRouter;

/** Calls in the own process, for a home that no other process has open. */
export const createDeskCaller = deskCallerOf(deskRouter);
