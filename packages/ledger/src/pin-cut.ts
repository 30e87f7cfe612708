import type { DocumentId, Lane, PinClaims } from '@liaison/protocol';

/**
 * By what a pin holds (PIN-4): the version of the roster since which its member has the root it rests on, or since which
 * it is gone, and the version of the delegation, 0 where the roster's threshold signed.
 */
export interface PinAuthority {
  readonly since: number;
  readonly delegation: number;
}

/** A pin whose signature by its member's directory key, or by the threshold, has been checked. */
export interface HeldPin {
  readonly id: DocumentId;
  readonly claims: PinClaims;
  readonly authority: PinAuthority;
}

const isOlder = (a: PinAuthority, b: PinAuthority): boolean =>
  a.since < b.since || (a.since === b.since && a.delegation < b.delegation);

/**
 * How far a writer's log in one lane counts: the lowest of the maximal pins (PIN-4). A pin is maximal unless another one
 * under the same authority or a later one names it in `replaces`: who has left, or holds a key that has ended, takes no
 * pin back. Undefined: no pin. 0: nothing counts.
 */
export function pinnedTo(pins: readonly HeldPin[], lane: Lane): number | undefined {
  const replacing = new Map<DocumentId, PinAuthority[]>();
  for (const { claims, authority } of pins) {
    for (const id of claims.replaces) replacing.set(id, [...(replacing.get(id) ?? []), authority]);
  }
  const isMaximal = ({ id, authority }: HeldPin) =>
    (replacing.get(id) ?? []).every((other) => isOlder(other, authority));
  const heads = pins.filter(isMaximal).map((pin) => pin.claims[lane]?.seq ?? 0);
  return heads.length === 0 ? undefined : heads.reduce((lowest, seq) => Math.min(lowest, seq));
}
