// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { REPOSITORY } from './repository.mjs';

/**
 * @typedef {object} CommandOptions
 * @property {boolean} [inherit] show the output as it comes instead of keeping it
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {number} [timeoutMs] the command is ended after this long
 * @typedef {{ code: number, output: string, timedOut: boolean }} CommandResult
 */

/** Shells report a program that a signal ended as 128 + the signal's number. @param {NodeJS.Signals | null} signal */
const codeOfSignal = (signal) => (signal === null ? 1 : 128 + constants.signals[signal]);

/**
 * Runs one command in the repository and never rejects: a program that cannot be started has code 127.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: REPOSITORY,
    env: { ...process.env, ...options.env },
    // No standard input: a tool that would like to ask something must fail instead of waiting.
    stdio: options.inherit === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    // On Windows npm and npx are batch files, which only a shell can start.
    shell: process.platform === 'win32' && command !== process.execPath,
  });
  const stopForwarding = forwardSignals(child);
  let output = '';
  let timedOut = false;
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const timer = setTimeout(
    () => {
      timedOut = true;
      child.kill('SIGKILL');
    },
    options.timeoutMs ?? 2 ** 31 - 1,
  );
  return new Promise((resolve) => {
    /** @param {number} code @param {string} text */
    const end = (code, text) => {
      clearTimeout(timer);
      const interrupted = stopForwarding();
      if (interrupted !== undefined) process.exit(codeOfSignal(interrupted));
      resolve({ code, output: text, timedOut });
    };
    child.once('error', (error) => end(127, `${command}: ${error.message}`));
    child.once('close', (code, signal) => end(code ?? codeOfSignal(signal), output));
  });
}

/**
 * Runs a program that takes over the terminal and resolves to its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export function handOver(command, args) {
  const child = spawn(command, args, { cwd: REPOSITORY, stdio: 'inherit' });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      stopForwarding();
      resolve(code ?? codeOfSignal(signal));
    });
  });
}

/**
 * Passes signals on to a child. A terminal already sends Ctrl-C to the whole group; a second copy would look to the
 * child like an impatient second Ctrl-C, so SIGINT is passed on only where there is no terminal.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => NodeJS.Signals | undefined} stops forwarding and tells which signal came
 */
function forwardSignals(child) {
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    received = signal;
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
    return received;
  };
}
