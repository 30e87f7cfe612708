import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { Plan } from '../plan.js';

type Callable = (this: unknown, ...args: never[]) => unknown;

/** A fault in the real code, put there while a test runs and nowhere else. */
export interface PlantedFault {
  readonly name: string;
  /** The rule or the hazard that the faulty code forgets. */
  readonly breaks: string;
  /** Source file of the function, from the root of the repository. */
  readonly module: string;
  /** An exported function, or `Class.method`. */
  readonly member: string;
  readonly instead: (real: Callable) => Callable;
  /** A plan that breaks a promise with the fault and keeps every one without. */
  readonly plan: Plan;
  /** The promise that is then broken, by what its failure says. */
  readonly finds: RegExp;
}

/** States a fault; `Member` is as much of the type of what is replaced as the fault needs. */
export const plant = <Member extends (...args: never[]) => unknown>(
  fault: Omit<PlantedFault, 'instead'> & { readonly instead: (real: Member) => Member },
): PlantedFault => ({ ...fault, instead: fault.instead as unknown as PlantedFault['instead'] });

let planted: string | undefined;

/** Runs something while one fault stands in the code. */
export async function withFault<T>(fault: PlantedFault, run: () => Promise<T>): Promise<T> {
  planted = fault.name;
  try {
    return await run();
  } finally {
    planted = undefined;
  }
}

/** Makes every place of these faults replaceable in modules that are loaded afterwards. */
export function prepareFaults(faults: readonly PlantedFault[]): void {
  vi.resetModules(); // what was loaded before has no such places
  for (const module of new Set(faults.map((fault) => fault.module))) {
    const path = fileURLToPath(new URL(`../../../${module}`, import.meta.url));
    readFileSync(path); // a module that has moved is a fault that nobody would notice
    const here = faults.filter((fault) => fault.module === module);
    vi.doMock(path, async (importOriginal) => {
      const replaced = { ...(await importOriginal<Record<string, unknown>>()) };
      for (const fault of here) replace(replaced, fault);
      return replaced;
    });
  }
}

function replace(module: Record<string, unknown>, fault: PlantedFault): void {
  const [name, method] = fault.member.split('.') as [string, string | undefined];
  const holder = method === undefined ? module : (module[name] as { prototype: Record<string, unknown> }).prototype;
  const real = holder[method ?? name];
  if (typeof real !== 'function') throw new Error(`${fault.module} has no ${fault.member}`);
  const faulty = fault.instead(function (this: unknown, ...args: never[]) {
    return (real as Callable).apply(this, args);
  });
  holder[method ?? name] = function (this: unknown, ...args: never[]) {
    return (planted === fault.name ? faulty : (real as Callable)).apply(this, args);
  };
}
