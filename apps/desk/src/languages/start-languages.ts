import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepLanguage, type Language, preferredLanguage } from './languages.js';

type Texts = Readonly<Record<string, unknown>>;

/** One file per language and page; a language is fetched as a whole, and only when it is chosen. */
const FILES = import.meta.glob<Texts>('./*/*.json', { import: 'default' });

async function fetchTexts(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'desk')) return;
  const ours = Object.entries(FILES).filter(([path]) => path.startsWith(`./${language}/`));
  await Promise.all(
    ours.map(async ([path, load]) => {
      const page = path.slice(`./${language}/`.length, -'.json'.length);
      i18next.addResourceBundle(language, page, await load());
    }),
  );
}

/** Fetches the texts of the preferred language and makes them ready for every component. */
export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    defaultNS: 'desk',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    saveMissing: true,
    // The types and the tests of the files leave none; what is built from two keys at run time would show here.
    missingKeyHandler: (_languages, page, key) => console.error(`no text for ${page}:${key}`),
  });
  await speak(preferredLanguage());
}

async function speak(language: Language): Promise<void> {
  await fetchTexts(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Changes the language at once and remembers it in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  await speak(language);
}
