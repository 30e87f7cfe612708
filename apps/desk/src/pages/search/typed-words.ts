import { useEffect, useRef, useState } from 'react';

/** Browsers refuse an address that changes with every key stroke. */
const PAUSE_MS = 300;

/**
 * What stands in the box: searched for at once, written into the address after a pause. An address that changes otherwise, as by
 * going back, changes the box.
 */
export function useTypedWords(inAddress: string, keep: (words: string) => void): [string, (words: string) => void] {
  const [words, setWords] = useState(inAddress);
  const kept = useRef(inAddress);
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    if (inAddress === kept.current) return;
    kept.current = inAddress;
    setWords(inAddress);
  }, [inAddress]);
  useEffect(() => {
    if (words === kept.current) return;
    const timer = setTimeout(() => {
      kept.current = words;
      latest.current(words);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return [words, setWords];
}
