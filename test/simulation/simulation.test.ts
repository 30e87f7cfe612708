import { test } from 'vitest';
import { simulateSeed } from './simulate.js';
test('seeds', { timeout: 3_000_000 }, async () => {
  const from = Number(process.env['FROM'] ?? 0), n = Number(process.env['N'] ?? 20);
  const t = performance.now();
  const fails = new Map<string, string[]>();
  for (let i = from; i < from + n; i++) {
    const { failure, trace } = await simulateSeed(String(i));
    if (failure) {
      const key = failure.message.replace(/[A-Za-z0-9_-]{43}/g, '#').replace(/\d+/g,'n').slice(0, 160);
      if (!fails.has(key)) { console.log('SEED', i, failure.stack?.slice(0, 1800), '\n', process.env['TRACE'] ? trace.join('\n') : trace.slice(-6).join('\n')); }
      fails.set(key, [...(fails.get(key) ?? []), String(i)]);
    }
  }
  console.log('ms per seed', (performance.now() - t) / n);
  for (const [k, v] of fails) console.log(v.length, v.slice(0, 8).join(','), k);
});
