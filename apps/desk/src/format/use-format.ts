import { useTranslation } from 'react-i18next';
import { isLanguage } from '../languages/languages.js';
import { formatValue, type WrittenAs } from './field-values.js';
import { memberName } from './member-names.js';
import { formatNumber, formatQuantity } from './quantities.js';
import { formatAgo, formatDay, formatTime } from './times.js';

/** The formats of the language that is on the page. */
export function useFormat() {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  return {
    time: (time: string) => formatTime(time, language),
    day: (time: string) => formatDay(time, language),
    ago: (time: string) => formatAgo(time, Date.now(), language),
    number: (value: number | string) => formatNumber(value, language),
    quantity: (value: number | string, unit: string) => formatQuantity(value, unit, language),
    value: (value: unknown, writtenAs: WrittenAs) => formatValue(value, writtenAs, language),
    member: (code: string) => memberName(code, language),
    list: (words: readonly string[]) => new Intl.ListFormat(language).format(words),
  };
}
