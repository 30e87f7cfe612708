import { geoEqualEarth, geoPath } from 'd3-geo';
import type { Feature, Geometry, MultiPoint } from 'geojson';
import type { Leg } from './routes.js';
import type { World } from './world-shapes.js';

type Point = readonly [x: number, y: number];

export interface MapSize {
  readonly width: number;
  readonly height: number;
}

/** Lines of a leg on the map, in pixels. */
export interface DrawnLeg extends Leg {
  readonly path: string;
  readonly tip: string;
  readonly thickness: number;
}

export interface DrawnMap {
  readonly countries: readonly { readonly id: string; readonly path: string }[];
  readonly legs: readonly DrawnLeg[];
  readonly places: readonly { readonly code: string; readonly x: number; readonly y: number }[];
  /** Codes that are on no map: no country, or none with a shape. */
  readonly unplaced: readonly string[];
}

const THICKEST = 9;
const THINNEST = 1.25;
const MARGIN = 0.12;
/** How far a line bows to its right: the way there and the way back do not lie on each other. */
const BOW = 0.18;

/** Legs over the part of the world in which they are; as thick as they have records, the most of all legs the thickest. */
export function drawMap({ shapes, middleByCode }: World, legs: readonly Leg[], { width, height }: MapSize): DrawnMap {
  const codes = [...new Set(legs.flatMap(({ from, to }) => [from, to]))];
  const placed = codes.flatMap((code) => {
    const middle = middleByCode.get(code);
    return middle === undefined ? [] : [{ code, middle }];
  });
  const projection = projectionOver(
    placed.map(({ middle }) => middle),
    { width, height },
  );
  const pathOf = geoPath(projection, undefined).digits(1);
  const pointByCode = new Map(placed.map(({ code, middle }) => [code, projection(middle) ?? ([0, 0] as const)]));
  const most = Math.max(1, ...legs.map(({ records }) => records));
  return {
    countries: shapes.flatMap((shape: Feature<Geometry>, index) => {
      const path = pathOf(shape);
      return path === null ? [] : [{ id: `${index}`, path }];
    }),
    legs: legs.flatMap((leg) => {
      const [from, to] = [pointByCode.get(leg.from), pointByCode.get(leg.to)];
      if (from === undefined || to === undefined) return [];
      const thickness = Math.max(THINNEST, (leg.records / most) * THICKEST);
      return [{ ...leg, thickness, ...bowed(from, to, thickness) }];
    }),
    places: [...pointByCode].map(([code, [x, y]]) => ({ code, x, y })),
    unplaced: codes.filter((code) => !middleByCode.has(code)),
  };
}

/** Areas keep their size; what is far off the ways is left out. */
function projectionOver(middles: [number, number][], { width, height }: MapSize) {
  const projection = geoEqualEarth();
  const frame: [[number, number], [number, number]] = [
    [width * MARGIN, height * MARGIN],
    [width * (1 - MARGIN), height * (1 - MARGIN)],
  ];
  if (middles.length < 2) projection.fitExtent(frame, { type: 'Sphere' });
  else {
    const points: MultiPoint = { type: 'MultiPoint', coordinates: middles };
    projection.rotate([-middleLongitude(middles.map(([longitude]) => longitude)), 0]).fitExtent(frame, points);
  }
  return projection.clipExtent([
    [0, 0],
    [width, height],
  ]);
}

/** On the circle: between Fiji and Samoa it is 180°, not 0°. */
function middleLongitude(longitudes: readonly number[]): number {
  const radians = longitudes.map((degrees) => (degrees * Math.PI) / 180);
  const sum = (of: (angle: number) => number) => radians.reduce((total, angle) => total + of(angle), 0);
  return (Math.atan2(sum(Math.sin), sum(Math.cos)) * 180) / Math.PI;
}

/** A bow from one point to another, with the tip of an arrow at its end. */
function bowed(from: Point, to: Point, thickness: number): { path: string; tip: string } {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const bend: Point = [from[0] + dx / 2 - dy * BOW, from[1] + dy / 2 + dx * BOW];
  const length = Math.hypot(to[0] - bend[0], to[1] - bend[1]) || 1;
  const ahead: Point = [(to[0] - bend[0]) / length, (to[1] - bend[1]) / length];
  const tipLength = 5 + thickness;
  const half = 3 + thickness * 0.75;
  const neck: Point = [to[0] - ahead[0] * tipLength, to[1] - ahead[1] * tipLength];
  const wing = (side: number): Point => [neck[0] - ahead[1] * half * side, neck[1] + ahead[0] * half * side];
  return {
    path: `M${text(from)}Q${text(bend)} ${text(neck)}`,
    tip: `M${text(to)}L${text(wing(1))}L${text(wing(-1))}Z`,
  };
}

const text = ([x, y]: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;
