// @ts-check
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StepError } from './progress.mjs';
import { inRepository } from './repository.mjs';
import { runCommand } from './run-command.mjs';
import { recordInstall } from './workspace-stamp.mjs';

/** pnpm asks before it replaces a folder of modules, unless it believes that nobody is there to answer. */
const UNATTENDED = { CI: 'true', npm_config_confirm_modules_purge: 'false', npm_config_update_notifier: 'false' };

/** Opens an in-memory database, which fails when the compiled part is missing or made for another Node. */
const DATABASE_PROBE = `const { createRequire } = require('node:module');
const Database = createRequire(process.argv[1])('better-sqlite3');
new Database(':memory:').close();`;

/** What a failed install most often means, in the order in which the signs are looked for. */
const DIAGNOSES = [
  {
    sign: /ERR_PNPM_OUTDATED_LOCKFILE|ERR_PNPM_LOCKFILE/,
    message: 'pnpm-lock.yaml does not belong to the package.json files.',
    next: 'Run `npx -y pnpm@10 install`, look at the change of pnpm-lock.yaml, then run the same command again.',
  },
  {
    sign: /gyp ERR|not found: (make|g\+\+|cc)|node-gyp|No prebuilt binaries/i,
    message: 'The encrypted database (better-sqlite3) could not be compiled on this machine.',
    next:
      'Install python3, make and g++ (Debian, Ubuntu: apt-get install python3 make g++; Fedora: dnf install python3 ' +
      'make gcc-c++; macOS: xcode-select --install), then run the same command again.',
  },
  {
    sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL/,
    message: 'The package registry could not be reached.',
    next: 'Check the network and the proxy settings (`npm config get registry`), then run the same command again.',
  },
  {
    sign: /ENOSPC/,
    message: 'The disk is full.',
    next: 'Free about 500 MB, then run the same command again.',
  },
];

/**
 * The failure that a person should read for what a failed install printed.
 * @param {string} output
 */
export function diagnoseInstall(output) {
  const found = DIAGNOSES.find(({ sign }) => sign.test(output));
  const message = found?.message ?? 'The packages could not be installed.';
  const next =
    found?.next ?? 'Read the lines above; `npx -y pnpm@10 install --frozen-lockfile` repeats this step alone.';
  return new StepError(message, next, output);
}

/** npx beside the running npm, so that no other installation on the path is picked. @param {readonly string[]} args */
function pnpm(args) {
  const beside = join(dirname(process.env.npm_execpath ?? ''), 'npx-cli.js');
  const own = process.env.npm_execpath !== undefined && existsSync(beside);
  const [command, first] = own ? [process.execPath, [beside]] : ['npx', []];
  return runCommand(command, [...first, '-y', 'pnpm@10', ...args], { env: UNATTENDED });
}

const probeDatabase = () =>
  runCommand(process.execPath, ['-e', DATABASE_PROBE, inRepository('packages/store/package.json')]);

/** Installs exactly what the lockfile says and proves that the compiled database opens. Throws `StepError`. */
export async function installPackages() {
  const installed = await pnpm(['install', '--frozen-lockfile']);
  if (installed.code !== 0) throw diagnoseInstall(installed.output);
  if ((await probeDatabase()).code !== 0) await rebuildDatabase();
  recordInstall();
}

/** Another version of Node may have compiled it; pnpm does not notice that by itself. */
async function rebuildDatabase() {
  const rebuilt = await pnpm(['rebuild', '--recursive']);
  if (rebuilt.code !== 0) throw diagnoseInstall(rebuilt.output);
  const probe = await probeDatabase();
  if (probe.code !== 0) throw diagnoseInstall(`${rebuilt.output}\n${probe.output}\nnode-gyp: nothing was compiled`);
}
