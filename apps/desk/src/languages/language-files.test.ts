import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './languages.js';

type Texts = { readonly [key: string]: string | Texts };

const FOLDER = new URL('./', import.meta.url);
const OTHERS = Object.keys(LANGUAGES).filter((language) => language !== 'en');
const PLURAL = /_(zero|one|two|few|many|other)$/;
const filesOf = (language: string): string[] => readdirSync(new URL(`${language}/`, FOLDER)).sort();

const read = (language: string, file: string): Texts =>
  JSON.parse(readFileSync(new URL(`${language}/${file}`, FOLDER), 'utf8')) as Texts;

/** Every text by its whole key. */
function flat(texts: Texts, before = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  );
}

/** The keys that a language must have, from the English ones: numbers need the forms of that language. */
function keysFor(language: string, english: Texts): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = flat(english).flatMap(([key]) =>
    PLURAL.test(key) ? forms.map((form) => key.replace(PLURAL, `_${form}`)) : [key],
  );
  return [...new Set(keys)].sort();
}

const filledIn = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

it('APP-8: every language has the same files', () => {
  for (const language of OTHERS) expect(filesOf(language), language).toEqual(filesOf('en'));
});

describe.each(filesOf('en'))('%s', (file) => {
  const english = read('en', file);
  const byKey = new Map(flat(english));

  it.each(Object.keys(LANGUAGES))('has the keys of English in %s, none missing and none besides', (language) => {
    const keys = flat(read(language, file)).map(([key]) => key);
    expect(keys.sort()).toEqual(keysFor(language, english));
  });

  it.each(OTHERS)('fills in the same words in %s', (language) => {
    for (const [key, text] of flat(read(language, file))) {
      const model = byKey.get(key) ?? byKey.get(key.replace(PLURAL, '_other')) ?? '';
      expect(filledIn(text), key).toEqual(filledIn(model));
    }
  });

  it.each(Object.keys(LANGUAGES))('has no empty text in %s', (language) => {
    for (const [key, text] of flat(read(language, file))) expect(text.trim(), key).not.toBe('');
  });
});
