import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { failureOf } from './call-failure.js';
import { desk, deskClient } from './desk.js';
import { queryClient } from './query-client.js';
import { noticeSession } from './session-state.js';

/** After so long without a key what was typed is handed to the node. */
const GROUP_MS = 150;

/** Fields as they are typed: name and text. */
export type Typed = Readonly<Record<string, string>>;

export interface Draft {
  readonly typed: Typed;
  /** Whether anything is typed that has not been said. */
  readonly isBegun: boolean;
  /** When it was typed, of what was found again; null: it was typed just now. */
  readonly foundAt: string | null;
  type(field: string, text: string): void;
  /** It was said, or the officer lets it go. */
  drop(): void;
}

/** Drafts of one record, or of the name that stands for one that is not made yet. */
export function useDrafts(record: string) {
  const { data } = useQuery({ ...desk.draft.list.queryOptions({ record }), staleTime: 0 });
  return data?.drafts ?? [];
}

/**
 * What an officer types into a form, kept by the node in its encrypted store for each group of keys (WEB-8): a reload, a lock, a
 * closed lid or a node that is killed finds it again. What is typed before the answer came is never overwritten by it.
 */
export function useDraft(record: string, field: string, begun: Typed): Draft {
  const drafts = useDrafts(record);
  const [typed, setTyped] = useState<Typed>();
  const keeper = useKeeper(record, field);
  const found = drafts.find((draft) => draft.field === field);
  const value = typed ?? (isTyped(found?.value) ? found.value : undefined);
  return {
    typed: value ?? begun,
    isBegun: value !== undefined,
    foundAt: typed === undefined ? (found?.at ?? null) : null,
    type: (name, text) => {
      const next = { ...(value ?? begun), [name]: text };
      setTyped(next);
      keeper.put(next);
    },
    drop: () => keeper.drop(),
  };
}

const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');

function useKeeper(record: string, field: string): DraftKeeper {
  const name = `${record} ${field}`;
  const kept = useRef<{ name: string; keeper: DraftKeeper }>(undefined);
  if (kept.current?.name !== name) kept.current = { name, keeper: new DraftKeeper(record, field) };
  const { keeper } = kept.current;
  useEffect(() => {
    const flush = () => keeper.flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      keeper.flush();
    };
  }, [keeper]);
  return keeper;
}

/** Hands over one draft: one call at a time, the latest text next, and dropped only after what is under way. */
class DraftKeeper {
  #waiting: Typed | 'drop' | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay = false;

  constructor(
    private readonly record: string,
    private readonly field: string,
  ) {}

  put(typed: Typed): void {
    this.#waiting = typed;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), GROUP_MS);
  }

  drop(): void {
    this.#waiting = 'drop';
    this.flush();
  }

  flush(): void {
    clearTimeout(this.#timer);
    if (!this.#underWay && this.#waiting !== undefined) void this.#hand(this.#waiting);
  }

  /** What the node does not take, such as while it is locked, waits for the next key. */
  async #hand(next: Typed | 'drop'): Promise<void> {
    const { record, field } = this;
    this.#waiting = undefined;
    this.#underWay = true;
    try {
      if (next === 'drop') await deskClient.draft.drop.mutate({ record, field });
      else await deskClient.draft.put.mutate({ record, field, value: next });
      await queryClient.invalidateQueries({ queryKey: desk.draft.list.queryKey({ record }) });
    } catch (error) {
      this.#waiting ??= next;
      noticeSession(failureOf(error).code);
      return;
    } finally {
      this.#underWay = false;
    }
    this.flush();
  }
}
