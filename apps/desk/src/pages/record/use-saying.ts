import { useState } from 'react';
import type { Saying } from './say-dialog.js';

/** What the officer is about to say on this page; one thing at a time. */
export function useSaying() {
  const [saying, setSaying] = useState<Saying>();
  return { saying, begin: (next: Saying) => setSaying(next), end: () => setSaying(undefined) };
}
