import { addressOf, type RecordFilter } from '../../calls/record-filter.js';
import type { SeizureFigure } from '../../calls/seizure-answers.js';

/** Where the figures of a breakdown by origin, transit and destination travelled. */
export interface Route {
  readonly id: string;
  /** Codes of countries from origin to destination, at least two. */
  readonly stops: readonly string[];
  readonly records: number;
  readonly figure: SeizureFigure;
  readonly filter: RecordFilter;
}

/** One leg between two stops, with all records that took it. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly records: number;
}

export const ROUTE_KEYS = ['origin', 'via', 'destination'] as const;

/** Routes of two stops or more, those of most records first; what names fewer has no way to be drawn. */
export function routesOf(groups: readonly SeizureFigure[]): Route[] {
  const routes = groups.flatMap((figure): Route[] => {
    const [origin, via, destination] = figure.keys;
    const stops = [origin, ...(via?.split(',') ?? []), destination].filter(
      (code) => code !== null && code !== undefined,
    );
    if (stops.length < 2) return [];
    return [
      { id: JSON.stringify(figure.keys), stops, records: figure.records, figure, filter: addressOf(figure.filter) },
    ];
  });
  return routes.sort((a, b) => b.records - a.records || (a.id < b.id ? -1 : 1));
}

/** Legs of all routes together, the thinnest last: several routes over one leg are one line as thick as all of them. */
export function legsOf(routes: readonly Route[]): Leg[] {
  const legs = new Map<string, Leg>();
  for (const { stops, records } of routes) {
    for (const [index, to] of stops.slice(1).entries()) {
      const from = stops[index] as string;
      if (from === to) continue;
      const id = `${from} ${to}`;
      legs.set(id, { from, to, records: records + (legs.get(id)?.records ?? 0) });
    }
  }
  return [...legs.values()].sort((a, b) => b.records - a.records);
}
