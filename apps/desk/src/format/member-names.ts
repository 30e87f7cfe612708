import type { Language } from '../languages/languages.js';
import { tagOf } from './language-tags.js';

/** The name of a member in the reader's language; a code that is no country is its own name. */
export function memberName(code: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(tagOf(language), { type: 'region', fallback: 'code' }).of(code) ?? code;
}
