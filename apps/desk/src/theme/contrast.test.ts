import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CSS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The value of a colour token in one theme. */
function colour(name: string, theme: 'light' | 'dark'): string {
  const [, value] = new RegExp(`--${name}: ([^;]+);`).exec(CSS) ?? [];
  const [, light, dark] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value ?? '') ?? [];
  const found = (theme === 'light' ? light : dark) ?? value;
  if (found === undefined || !/^#[0-9a-f]{6}$/.test(found)) throw new Error(`no colour ${name}: ${value}`);
  return found;
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const PAPERS = ['paper', 'paper-raised', 'paper-aside', 'paper-chosen'];
const on = (inks: readonly string[], grounds: readonly string[]) =>
  inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const));

/** Text on its ground: success criterion 1.4.3, 4.5 to 1. */
const TEXT = [
  ...on(['ink', 'ink-quiet', 'ink-faint', 'accent', 'overdue', 'refused', 'settled'], PAPERS),
  ...on(['ink', 'accent', 'accent-strong'], ['accent-soft']),
  ...on(['on-accent'], ['accent', 'accent-strong']),
  ...on(['ink', 'overdue'], ['overdue-soft']),
  ...on(['ink', 'refused'], ['refused-soft']),
  ...on(['ink', 'settled'], ['settled-soft']),
  ...on(['tlp-red', 'tlp-amber', 'tlp-green', 'tlp-clear'], ['tlp-ground']),
];

/** What shows where a control is, or where the focus is: 1.4.11, 3 to 1. */
const EDGES = on(['line-control', 'focus'], PAPERS);

describe.each(['light', 'dark'] as const)('APP-7: %s', (theme) => {
  it.each(TEXT)('%s can be read on %s', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(EDGES)('%s can be seen on %s', (edge, ground) => {
    expect(contrast(colour(edge, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});
