import type { CardValue } from '../../calls/record-answers.js';

/** A value of a card in the order of its sentences, with what its author knew of the earlier ones. */
export interface ToldValue {
  readonly told: CardValue;
  /** Earlier values that its author had seen. */
  readonly seen: readonly CardValue[];
  /** Earlier values that its author had not seen: it was written beside them. */
  readonly unseen: readonly CardValue[];
}

/**
 * The values of a card as they are told: by the time their authors claim, each with what came before it. That the first had
 * not seen the second goes without saying; who had seen whom is known from what was signed, not from the times.
 */
export function toldValues(values: readonly CardValue[]): ToldValue[] {
  const order = values.map((_, place) => place).sort((a, b) => timeOf(values[a]) - timeOf(values[b]));
  return order.flatMap((place, position) => {
    const told = values[place];
    if (told === undefined) return [];
    const before = order.slice(0, position);
    const pick = (had: boolean) =>
      before.flatMap((earlier) => {
        const value = values[earlier];
        // Who wrote the earlier one may have seen this one all the same, where a clock is wrong.
        if (value === undefined || value.hadSeen.includes(place)) return [];
        return told.hadSeen.includes(earlier) === had ? [value] : [];
      });
    return [{ told, seen: pick(true), unseen: told.by === null ? [] : pick(false) }];
  });
}

const timeOf = (value: CardValue | undefined): number => (value?.by ? Date.parse(value.by.at) : 0);
