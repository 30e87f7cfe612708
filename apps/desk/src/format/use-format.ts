import { useTranslation } from 'react-i18next';
import { isLanguage } from '../languages/languages.js';
import { memberName } from './member-names.js';
import { formatNumber, formatQuantity } from './quantities.js';
import { formatAgo, formatDay, formatPeriod, formatSince, formatTime } from './times.js';

interface Speaker {
  readonly officer: string | null;
  readonly member: string;
}

/** The formats of the language that is on the page. */
export function useFormat() {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  return {
    time: (time: string) => formatTime(time, language),
    day: (time: string) => formatDay(time, language),
    period: (text: string) => formatPeriod(text, language),
    ago: (time: string) => formatAgo(time, Date.now(), language),
    since: (time: string) => formatSince(time, Date.now(), language),
    number: (value: number | string) => formatNumber(value, language),
    quantity: (value: number | string, unit: string) => formatQuantity(value, unit, language),
    member: (code: string) => memberName(code, language),
    /** The officer where the node names one, else the member. */
    who: ({ officer, member }: Speaker) => officer ?? memberName(member, language),
    list: (words: readonly string[]) => new Intl.ListFormat(language).format(words),
  };
}
