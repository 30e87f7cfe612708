import { useEffect, useRef } from 'react';

/** What a key or two keys in turn do, and the text under which the sheet of keys names it. */
export interface KeyBinding {
  /** `/`, `?`, `j`, or two in turn: `g c`. */
  readonly keys: string;
  readonly title: string;
  readonly run: () => void;
}

type Group = readonly KeyBinding[];

const groups = new Set<Group>();
const PAUSE_MS = 1_000;
let first = '';
let firstAtMs = 0;

/** Every binding that works on the page as it is, the page's own after the shell's. */
export const activeKeys = (): readonly KeyBinding[] => [...groups].flat();

/** Whether what is typed goes into a text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** While a dialog is open its own keys count and no others. */
const isCovered = (): boolean => document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]') !== null;

/** The binding that a key stroke completes; remembers the first of two. */
export function bindingFor(stroke: string, nowMs: number, bindings: Group): KeyBinding | undefined {
  const pair = nowMs - firstAtMs < PAUSE_MS && first !== '' ? `${first} ${stroke}` : stroke;
  const found = bindings.find(({ keys }) => keys === pair) ?? bindings.find(({ keys }) => keys === stroke);
  first = found === undefined && bindings.some(({ keys }) => keys.startsWith(`${stroke} `)) ? stroke : '';
  firstAtMs = nowMs;
  return found;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || isCovered()) return;
  // The last of equal keys wins: a page may take over what the shell offers.
  const found = bindingFor(event.key, event.timeStamp, [...activeKeys()].reverse());
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

/** Starts listening; returns what stops it. */
export function listenForKeys(): () => void {
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

/** Keys that work while a component is on the page. */
export function useKeys(bindings: Group): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const shape = bindings.map(({ keys, title }) => `${keys}\u0000${title}`).join('\u0001');
  useEffect(() => {
    const group =
      shape === ''
        ? []
        : latest.current.map((binding, index) => ({
            ...binding,
            run: () => latest.current[index]?.run(),
          }));
    groups.add(group);
    return () => {
      groups.delete(group);
    };
  }, [shape]);
}
