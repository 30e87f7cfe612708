import { appendFileSync } from 'node:fs';
import { test } from 'vitest';

const log = (...a: unknown[]) => appendFileSync(process.env.LOG ?? '/dev/null', `${a.join(' ')}\n`);

import { planOf } from './operations.js';
import { failureKind, shrink } from './shrink.js';
import { simulate } from './simulate.js';

test('seeds', { timeout: 3_000_000 }, async () => {
  const from = Number(process.env.FROM ?? 0),
    n = Number(process.env.N ?? 20);
  const t = performance.now();
  const fails = new Map<string, string[]>();
  for (let i = from; i < from + n; i++) {
    const plan = planOf(String(i));
    const outcome = await simulate(plan);
    if (outcome.failure) {
      const key = failureKind(outcome) ?? '';
      if (!fails.has(key)) {
        const s = await shrink(plan, outcome, 70);
        log('SEED', i, plan.pageBytes, s.outcome.failure?.stack?.slice(0, 1800), '\n', s.outcome.trace.join('\n'));
      }
      fails.set(key, [...(fails.get(key) ?? []), String(i)]);
    }
  }
  log('ms per seed', (performance.now() - t) / n);
  for (const [k, v] of fails) log(v.length, v.slice(0, 8).join(','), k);
});
