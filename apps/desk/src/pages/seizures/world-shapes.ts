import { geoArea, geoCentroid } from 'd3-geo';
import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson';
import { iso31661NumericToAlpha2 } from 'iso-3166/1-n-to-1-a2.js';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countriesUrl from 'world-atlas/countries-50m.json?url';

/** The countries of Natural Earth, of the build itself: no map comes from outside. */
export interface World {
  readonly shapes: readonly Feature<Geometry>[];
  /** Longitude and latitude of the middle of a country's largest part, by its code. */
  readonly middleByCode: ReadonlyMap<string, [number, number]>;
}

type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;

export async function fetchWorld(): Promise<World> {
  const answer = await fetch(countriesUrl);
  return worldOf((await answer.json()) as Countries);
}

/** Reads the countries; several shapes may have no code of their own (disputed parts): they are drawn and never a place. */
export function worldOf(countries: Countries): World {
  const shapes = feature(countries, countries.objects.countries).features;
  const middleByCode = new Map<string, [number, number]>();
  for (const shape of shapes) {
    const code = iso31661NumericToAlpha2[String(shape.id).padStart(3, '0') as keyof typeof iso31661NumericToAlpha2];
    if (code !== undefined && !middleByCode.has(code)) middleByCode.set(code, middleOf(shape.geometry));
  }
  return { shapes, middleByCode };
}

/** Of the largest part: the middle of all parts of a country with islands far away is in no part of it. */
function middleOf(geometry: Geometry): [number, number] {
  if (geometry.type !== 'MultiPolygon') return geoCentroid(geometry as Polygon);
  const parts = (geometry as MultiPolygon).coordinates.map(
    (coordinates): Polygon => ({ type: 'Polygon', coordinates }),
  );
  const largest = parts.reduce((most, part) => (geoArea(part) > geoArea(most) ? part : most));
  return geoCentroid(largest);
}
