// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagnoseInstall } from './install.mjs';
import { requireNodeVersion } from './node-version.mjs';
import { runCommand } from './run-command.mjs';
import { readStartArguments } from './start-arguments.mjs';
import { chooseSteps } from './test-plan.mjs';
import { tallyReport } from './test-report.mjs';

describe('the version of Node', () => {
  it.each(['18.20.8', '20.18.3', '19.9.0'])('%s is too old', (version) => {
    expect(() => requireNodeVersion(version)).toThrow(`Node ${version} is too old`);
  });

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s will do', (version) => {
    expect(() => requireNodeVersion(version)).not.toThrow();
  });
});

describe('a failed install', () => {
  it.each([
    ['gyp ERR! find Python', 'python3, make and g++'],
    ['/bin/sh: 1: not found: make', 'python3, make and g++'],
    ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install', 'pnpm@10 install'],
    ['getaddrinfo EAI_AGAIN registry', 'network'],
    ['something new', 'repeats this step alone'],
  ])('%s', (output, next) => {
    expect(diagnoseInstall(output)).toMatchObject({ next: expect.stringContaining(next), output });
  });
});

describe('arguments of the start script', () => {
  it('passes everything on to the demonstration', () => {
    expect(readStartArguments(['--fresh', '--once', '--json'])).toEqual({
      entry: 'apps/cli/dist/demo.js',
      args: ['--fresh', '--once', '--json'],
      json: true,
      project: 'apps/cli',
    });
  });

  it('starts another program and builds what it needs', () => {
    const expected = { entry: 'test/dist/bench/run.js', args: ['--seed=7'], json: false, project: 'test' };
    expect(readStartArguments(['--entry=test/dist/bench/run.js', '--seed=7'])).toEqual(expected);
  });
});

describe('the choice of test steps', () => {
  it('is everything, the quick ones, or those named', () => {
    const everything = chooseSteps([]).map(({ name }) => name);
    expect(everything).toContain('federation');
    expect(chooseSteps(['--check']).map(({ name }) => name)).toEqual(
      everything.filter((name) => name !== 'federation'),
    );
    expect(chooseSteps(['--only=sizes,layers']).map(({ name }) => name)).toEqual(['layers', 'sizes']);
    expect(chooseSteps(['--only=nothing'])).toEqual([]);
  });
});

describe('the tally of a test report', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaison-report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** @param {Record<string, unknown>} report @param {number} code */
  const tally = (report, code) => {
    const path = join(folder, 'report.json');
    const counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
    writeFileSync(path, JSON.stringify({ ...counts, ...report }));
    return tallyReport(path, code);
  };
  const broken = { status: 'failed', assertionResults: [] };

  it('adds up what ran', () => {
    expect(tally({ numPassedTests: 3, numFailedTests: 2 }, 1)).toMatchObject({ passed: 3, failed: 2 });
  });

  it('counts a file that cannot be loaded as a failure', () => {
    expect(tally({ numPassedTests: 3, testResults: [broken] }, 1)).toMatchObject({ passed: 3, failed: 1 });
  });

  it('fails without tests, without a report, and on an error outside every test', () => {
    expect(tally({}, 0)).toEqual({ passed: 0, failed: 1, note: 'no tests found' });
    expect(tallyReport(join(folder, 'none.json'), 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(tally({ numPassedTests: 3 }, 1)).toMatchObject({ passed: 3, failed: 1 });
  });
});

describe('running a command', () => {
  it('keeps output and code, and never rejects', async () => {
    const script = "console.log('out'); console.error('err'); process.exitCode = 3;";
    const result = await runCommand(process.execPath, ['-e', script]);
    expect(result).toMatchObject({ code: 3, timedOut: false });
    expect(result.output).toMatch(/out/);
    expect(result.output).toMatch(/err/);
    expect((await runCommand('no-such-program-here', [])).code).toBe(127);
  });

  it('ends what takes too long', async () => {
    const result = await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 });
    expect(result).toMatchObject({ code: 137, timedOut: true });
  });
});
