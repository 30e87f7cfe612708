import type { DeskRouter } from '@liaison/node';
import type { inferRouterOutputs } from '@trpc/server';
import { useSyncExternalStore } from 'react';
import { deskClient } from './desk.js';
import { changesArrived } from './live-changes.js';

type Steps = inferRouterOutputs<DeskRouter>['work']['sync'];
type Step = Steps extends AsyncIterable<infer Each> ? Each : never;
export type SyncProgress = Extract<Step, { type: 'progress' }>['progress'];
export type SyncReport = Extract<Step, { type: 'result' }>['result'];

/** The one sync that this browser has asked for, wherever on the desk it was asked. */
export interface SyncRun {
  readonly running: boolean;
  readonly progress?: SyncProgress;
  readonly report?: SyncReport;
  readonly error?: unknown;
}

let run: SyncRun = { running: false };
const listeners = new Set<() => void>();

function show(next: SyncRun): void {
  run = next;
  for (const listener of listeners) listener();
}

/** Meets every known peer, or the one named. While one sync runs another is not begun. */
export async function syncNow(peer?: string): Promise<void> {
  if (run.running) return;
  show({ running: true });
  try {
    for await (const step of await deskClient.work.sync.mutate(peer === undefined ? {} : { with: peer })) {
      if (step.type === 'progress') show({ running: true, progress: step.progress });
      else show({ running: false, report: step.result });
    }
  } catch (error) {
    show({ running: false, error });
  }
  changesArrived();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSyncRun = (): SyncRun => useSyncExternalStore(subscribe, () => run);
