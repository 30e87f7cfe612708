import { useEffect, useRef } from 'react';
import { deskClient } from '../../calls/desk.js';
import type { Mapping } from './mapping.js';

/** What the officer made of a file before, from the drafts that the node keeps of it, by the kind of the records. */
export const keptMapping = (
  drafts: readonly { readonly field: string; readonly value: unknown }[],
  kind: string,
): Mapping | undefined => drafts.find(({ field }) => field === kind)?.value as Mapping | undefined;

/**
 * Keeps what is changed at a mapping with the node at once, so that a page that is closed loses nothing of it. While one call is
 * under way changes gather for the next.
 */
export function useMappingDraft(upload: string, mapping: Mapping): void {
  const kept = useRef(mapping);
  const latest = useRef(mapping);
  const isKeeping = useRef(false);
  latest.current = mapping;
  useEffect(() => {
    if (mapping === kept.current || isKeeping.current) return;
    isKeeping.current = true;
    void keepUntilSame(upload, kept, latest).finally(() => {
      isKeeping.current = false;
    });
  }, [upload, mapping]);
}

interface Held {
  current: Mapping;
}

async function keepUntilSame(upload: string, kept: Held, latest: Readonly<Held>): Promise<void> {
  while (kept.current !== latest.current) {
    kept.current = latest.current;
    const value = JSON.parse(JSON.stringify(kept.current));
    // A locked desk says so itself, and the page still has the mapping.
    await deskClient.draft.put.mutate({ record: upload, field: kept.current.kind, value }).catch(() => undefined);
  }
}
