import type { MapSize } from './route-map.js';

interface Place {
  readonly code: string;
  readonly x: number;
  readonly y: number;
}

/** A name beside its place, where there is room. */
export interface PlacedName {
  readonly code: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const LETTER_PIXELS = 7;
const HEIGHT = 16;
const APART = 6;

/** Right of the place before left of it, above before below. */
const SIDES = [
  { anchor: 'start', dx: APART, dy: -APART },
  { anchor: 'start', dx: APART, dy: HEIGHT - 2 },
  { anchor: 'end', dx: -APART, dy: -APART },
  { anchor: 'end', dx: -APART, dy: HEIGHT - 2 },
] as const;

/** Names of places in their order of importance: one that would lie on another or outside is left out; the table has it. */
export function placeNames(places: readonly Place[], nameOf: (code: string) => string, map: MapSize): PlacedName[] {
  const taken: Box[] = places.map(({ x, y }) => ({ left: x - 3, right: x + 3, top: y - 3, bottom: y + 3 }));
  return places.flatMap(({ code, x, y }, index): PlacedName[] => {
    const name = nameOf(code);
    for (const { anchor, dx, dy } of SIDES) {
      const box = boxOf(anchor, x + dx, y + dy, name.length * LETTER_PIXELS);
      const others = taken.filter((_box, place) => place !== index);
      if (!isWithin(box, map) || others.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return [{ code, name, anchor, x: x + dx, y: y + dy }];
    }
    return [];
  });
}

const boxOf = (anchor: 'start' | 'end', x: number, y: number, width: number): Box => ({
  left: anchor === 'start' ? x : x - width,
  right: anchor === 'start' ? x + width : x,
  top: y - HEIGHT + 4,
  bottom: y + 4,
});

const isWithin = ({ left, right, top, bottom }: Box, { width, height }: MapSize): boolean =>
  left >= 0 && top >= 0 && right <= width && bottom <= height;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
