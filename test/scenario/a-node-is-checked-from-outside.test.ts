import type { ConformanceReport } from '@liaison/node';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StatusAnswer } from '../support/command-answers.js';
import { runCommand } from '../support/command-line.js';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let th: TestHome;
let address: string;

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  [kr, th] = [members.of('KR'), members.of('TH')];
  address = kr.place.address as string;
  await kr.does('space', 'create', '--kind', 'case', '--title', 'Checked', '--audience', 'TH');
  await kr.serve();
});

/**
 * What the checks of a calling member look at: TRN-1 TRN-2 TRN-3 TRN-4 TRN-5 TRN-6 TRN-7 TRN-8 TRN-9 TRN-10 TRN-12 SYN-1
 * SYN-2 SYN-3 SYN-5 PAG-1 PAG-5 ERR-3.
 */
const LOOKED_AT = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12].map((n) => `TRN-${n}`),
  ...[1, 2, 3, 5].map((n) => `SYN-${n}`),
  'PAG-1',
  'PAG-5',
  'ERR-3',
];

const titles = (report: ConformanceReport, outcome: string): string[] =>
  report.checks.filter((check) => check.outcome === outcome).map(({ title, why }) => `${title}: ${why}`);

describe('liaison conformance', () => {
  test('a serving node keeps the rules that a member can see', async () => {
    const before = await kr.does<StatusAnswer>('status');
    const report = await th.does<ConformanceReport>('conformance', address);
    expect(titles(report, 'broken')).toEqual([]);
    expect(report.leftOut).toBe(0);
    expect(report.kept).toBeGreaterThan(35);
    expect(report.rules).toEqual(expect.arrayContaining(LOOKED_AT));
    // the node is as it was, and a partner can still work with it
    expect((await kr.does<StatusAnswer>('status')).spaces).toEqual(before.spaces);
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    expect(await th.does<ConformanceReport>('conformance', address)).toMatchObject({ broken: 0 });
  });

  test('TRN-3, TRN-7: a stranger without a home checks what a stranger can see', async () => {
    const { code, json: report } = await runCommand<ConformanceReport>(['conformance', `${address}/`], '/dev/null');
    expect(code).toBe(0);
    expect(titles(report, 'broken')).toEqual([]);
    expect(report.kept).toBeGreaterThan(15);
    expect(report.leftOut).toBeGreaterThan(15);
  });

  test('nobody there is a failure with a code', async () => {
    for (const [url, code] of [
      ['https://127.0.0.1:1', 'peer-unreachable'],
      ['ftp://127.0.0.1', 'address-malformed'],
    ] as const) {
      expect(await th.cli('conformance', url)).toMatchObject({ code: 1, json: { error: { code } } });
    }
  });
});
