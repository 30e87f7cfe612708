import { hex, type JsonValue } from '@liaison/protocol';

/** Runs shorter than this are written out. */
const RUN_BYTES_MIN = 512;
const PERIOD_MAX = 24;

interface Run {
  readonly at: number;
  readonly period: number;
  readonly times: number;
}

/** Bytes as a list of `{hex, times}`: long repetitions are named once, so that files stay small. */
export function runsOf(bytes: Uint8Array): JsonValue {
  const run = longestRun(bytes);
  if (run === undefined) return [{ hex: hex(bytes), times: 1 }];
  const end = run.at + run.period * run.times;
  return [
    { hex: hex(bytes.subarray(0, run.at)), times: 1 },
    { hex: hex(bytes.subarray(run.at, run.at + run.period)), times: run.times },
    { hex: hex(bytes.subarray(end)), times: 1 },
  ];
}

export function bytesOfRuns(runs: JsonValue): Uint8Array {
  const parts = (runs as unknown as { hex: string; times: number }[]).map((run) => run.hex.repeat(run.times));
  return Buffer.from(parts.join(''), 'hex');
}

function longestRun(bytes: Uint8Array): Run | undefined {
  let best: Run | undefined;
  for (let period = 1; period <= PERIOD_MAX; period++) {
    let length = period;
    for (let i = period; i <= bytes.length; i++) {
      if (i < bytes.length && bytes[i] === bytes[i - period]) {
        length++;
        continue;
      }
      const times = Math.floor(length / period);
      if (times * period >= RUN_BYTES_MIN && times * period > (best === undefined ? 0 : best.period * best.times)) {
        best = { at: i - length, period, times };
      }
      length = period;
    }
  }
  return best;
}
