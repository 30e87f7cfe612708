/** A promise that was broken; the message says which and where. */
class BrokenPromise extends Error {}

export function promise(kept: boolean, what: () => string): asserts kept {
  if (!kept) throw new BrokenPromise(what());
}
