import type { DocumentId, Lane, PinClaims } from '@liaison/protocol';

/** A pin whose signature by its member's directory key has been checked. */
export interface HeldPin {
  readonly id: DocumentId;
  readonly claims: PinClaims;
}

/**
 * How far a writer's log in one lane counts: the lowest of the maximal pins (PIN-4). A pin is maximal unless another one
 * names it in `replaces`. Undefined: no pin. 0: nothing counts.
 */
export function pinnedTo(pins: readonly HeldPin[], lane: Lane): number | undefined {
  const replaced = new Set(pins.flatMap((pin) => pin.claims.replaces));
  const heads = pins.filter((pin) => !replaced.has(pin.id)).map((pin) => pin.claims[lane]?.seq ?? 0);
  return heads.length === 0 ? undefined : Math.min(...heads);
}
