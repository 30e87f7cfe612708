import { Command } from 'commander';
import { addBundleCommands } from './commands/bundle.js';
import { addCompletionCommands } from './commands/completion.js';
import { addConflictsCommand } from './commands/conflicts.js';
import { addConformanceCommand } from './commands/conformance.js';
import { addConsentCommands } from './commands/consent.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addEnrolCommand } from './commands/enrol.js';
import { addFederationCommand } from './commands/federation.js';
import { addHomeCommands } from './commands/home.js';
import { addImportCommand } from './commands/import.js';
import { addInitCommand } from './commands/init.js';
import { addMemberCommands } from './commands/member.js';
import { addPinCommand } from './commands/pin.js';
import { addRecallCommands } from './commands/recall.js';
import { addRecordCommands } from './commands/record.js';
import { addRecoverCommands } from './commands/recover.js';
import { addRosterCommands } from './commands/roster.js';
import { addSearchCommand } from './commands/search.js';
import { addServeCommand } from './commands/serve.js';
import { addSetAsideCommand } from './commands/set-aside.js';
import { addSpaceCommands } from './commands/space.js';
import { addStatusCommand } from './commands/status.js';
import { addSyncCommand } from './commands/sync.js';
import { addVerifyCommand } from './commands/verify.js';
import { examplesText } from './examples.js';

const AFTER_HELP = `
Start here:
  liaison federation create --dir ./try --members KR,TH        two homes on this machine
  export LIAISON_HOME=./try/kr LIAISON_PASSPHRASE_FILE=./try/kr/passphrase.txt
  liaison serve &                                              run the node of KR
  liaison space create --kind case --title "First case" --audience TH
  liaison record new --space SPACE --kind seizure --set substance=heroin --set "quantity=2.1 kg"
  liaison sync --with TH                                       exchange, once the node of TH runs too

A command talks to the node that runs in the home, or opens the home itself when none does.
Every command takes --json: one JSON document on standard output; progress and warnings on standard error.

Exit codes: 0 done · 1 failed, with code, sentence and next step · 2 wrong command line ·
3 verify, doctor or conformance found something · 4 sync or bundle read did not converge · 70 a defect of Liaison · 130 stopped by Ctrl-C`;

/** In the order of the help. */
const COMMANDS = [
  addInitCommand,
  addFederationCommand,
  addEnrolCommand,
  addHomeCommands,
  addRosterCommands,
  addMemberCommands,
  addServeCommand,
  addSpaceCommands,
  addConsentCommands,
  addRecordCommands,
  addRecallCommands,
  addSearchCommand,
  addConflictsCommand,
  addImportCommand,
  addSyncCommand,
  addBundleCommands,
  addStatusCommand,
  addSetAsideCommand,
  addRecoverCommands,
  addPinCommand,
  addVerifyCommand,
  addDoctorCommand,
  addCompletionCommands,
  addConformanceCommand,
];

/** The whole command line. */
export function liaisonProgram(): Command {
  const program = new Command('liaison')
    .description('the exchange for international drug-crime cooperation: signed records, no centre, work offline')
    .option('--home <folder>', 'the home to work on (or LIAISON_HOME)')
    .option('--as <officer>', 'who signs; may be left out where a home has one officer')
    .option('--passphrase-file <file>', 'file with the passphrase (or LIAISON_PASSPHRASE_FILE); else it is asked for')
    .option('--json', 'answer with one JSON document on standard output')
    .addHelpText('after', AFTER_HELP)
    .showHelpAfterError('(liaison --help shows how it works)')
    .exitOverride();
  for (const add of COMMANDS) add(program);
  for (const command of program.commands) finish(command, command.name());
  return program;
}

function finish(command: Command, path: string): void {
  command.exitOverride().addHelpText('after', () => examplesText(path));
  for (const child of command.commands) finish(child, `${path} ${child.name()}`);
}
