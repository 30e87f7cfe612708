import type { WriterId } from '@liaison/protocol';
import { homeError } from './home-errors.js';

/** An officer's writer at one home. */
export interface HomeOfficer {
  readonly writer: WriterId;
  readonly name: string;
  /** Acts where nobody is named. */
  readonly default: boolean;
}

/**
 * Who acts: by writer id or name, or, where nobody is named, the only officer or the one who is the default.
 * Throws `officer-unknown` and `officer-ambiguous`, which lists the candidates in `data.officers`.
 */
export function chooseOfficer(officers: readonly HomeOfficer[], as: string | undefined): HomeOfficer {
  const candidates = as === undefined ? unnamed(officers) : named(officers, as);
  const [first, ...others] = candidates;
  if (first === undefined) throw homeError('officer-unknown', as ?? 'anything', { data: listed(officers) });
  if (others.length > 0) throw homeError('officer-ambiguous', inWords(candidates), { data: listed(candidates) });
  return first;
}

function unnamed(officers: readonly HomeOfficer[]): readonly HomeOfficer[] {
  const preferred = officers.filter((officer) => officer.default);
  return officers.length > 1 && preferred.length === 1 ? preferred : officers;
}

function named(officers: readonly HomeOfficer[], as: string): readonly HomeOfficer[] {
  const byId = officers.filter((officer) => officer.writer === as);
  const name = as.normalize('NFC');
  return byId.length > 0 ? byId : officers.filter((officer) => officer.name.normalize('NFC') === name);
}

const inWords = (officers: readonly HomeOfficer[]): string =>
  officers.map((officer) => `${officer.name} (${officer.writer})`).join(', ');

const listed = (officers: readonly HomeOfficer[]) => ({
  officers: officers.map(({ writer, name }) => ({ writer, name })),
});
