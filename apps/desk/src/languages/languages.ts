/** The languages of the desk, each named in itself. The first stands in for anything that is not among them. */
export const LANGUAGES = { en: 'English', ko: '한국어', th: 'ไทย', vi: 'Tiếng Việt', ms: 'Bahasa Melayu' } as const;
export type Language = keyof typeof LANGUAGES;

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag);

const KEPT_AS = 'liaison.language';

/** What the officer chose in this browser, else what the browser asks for, else English. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS) ?? '';
  const wanted = [kept, ...navigator.languages.map((tag) => tag.split('-')[0] ?? '')];
  return wanted.find(isLanguage) ?? 'en';
}

export const keepLanguage = (language: Language): void => localStorage.setItem(KEPT_AS, language);
