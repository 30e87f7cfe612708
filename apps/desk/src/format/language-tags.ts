import type { Language } from '../languages/languages.js';

/** The conventions of each language: order of dates, digits, and in Thai the years of the Buddhist era. */
const TAGS: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  ko: 'ko-KR',
  th: 'th-TH-u-ca-buddhist-nu-latn',
  vi: 'vi-VN',
  ms: 'ms-MY',
};

export const tagOf = (language: Language): string => TAGS[language];
