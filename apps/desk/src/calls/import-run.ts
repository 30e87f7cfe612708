import { useSyncExternalStore } from 'react';
import { failureOf } from './call-failure.js';
import { deskClient } from './desk.js';
import type { ImportCounts, ImportReport } from './import-answers.js';
import { changesArrived } from './live-changes.js';

/** The import of one file, wherever on the desk the officer is meanwhile: to leave the page stops nothing. */
export interface ImportRun {
  readonly upload: string;
  readonly dryRun: boolean;
  /** The text of the mapping it was begun with: a report is of that and of no later one. */
  readonly mapping: string;
  readonly running: boolean;
  readonly progress?: ImportCounts;
  readonly report?: ImportReport;
  readonly error?: unknown;
}

export type ImportInput = Pick<ImportRun, 'upload' | 'dryRun' | 'mapping'> & { readonly space: string };

let run: ImportRun | undefined;
const listeners = new Set<() => void>();

function show(next: ImportRun | undefined): void {
  run = next;
  for (const listener of listeners) listener();
}

/** Tries a file or imports it. While one import runs another is not begun. */
export async function runImport(input: ImportInput): Promise<void> {
  if (run?.running === true) return;
  const { space: _space, ...about } = input;
  show({ ...about, running: true });
  try {
    for await (const step of await deskClient.import.run.mutate(input)) {
      if (step.type === 'progress') show({ ...about, running: true, progress: step.progress });
      else show({ ...about, running: false, report: step.result });
    }
  } catch (error) {
    show({ ...about, ...(run?.progress === undefined ? {} : { progress: run.progress }), running: false, error });
  }
  changesArrived();
}

/** Stops the one that runs; what is in stays, in whole signed entries. */
export async function cancelImport(): Promise<void> {
  if (run?.running === true) await deskClient.import.cancel.mutate({ upload: run.upload });
}

/** An import that was stopped as asked is no failure. */
export const wasStopped = ({ error }: ImportRun): boolean =>
  error !== undefined && failureOf(error).code === 'import-interrupted';

export const forgetImport = (): void => show(undefined);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The run of this file, if the one that is known is. */
export function useImportRun(upload: string): ImportRun | undefined {
  const known = useSyncExternalStore(subscribe, () => run);
  return known?.upload === upload ? known : undefined;
}
