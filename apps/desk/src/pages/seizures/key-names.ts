import { useTranslation } from 'react-i18next';
import { useKinds } from '../../calls/record-kinds.js';
import type { FigureKey } from '../../calls/seizure-answers.js';
import { useFormat } from '../../format/use-format.js';

/** Names of what seizures are broken down by, in the language of the page. */
export interface KeyNames {
  /** The part itself: "Substance". */
  title(key: FigureKey): string;
  /** One of its values: "Heroin"; of what the records do not say a word that says so. */
  value(key: FigureKey, value: string | null): string;
}

export function useKeyNames(): KeyNames {
  const { t } = useTranslation('seizures');
  const kinds = useKinds();
  const format = useFormat();
  const value = (key: FigureKey, said: string | null): string => {
    if (said === null) return t('notSaid');
    if (key === 'founder') return said === 'joint' ? t('joint') : format.member(said);
    if (key === 'month' || key === 'year') return format.period(said);
    if (key === 'via') return kinds.value('seizure', 'transit', said.split(','));
    return kinds.value('seizure', key, said);
  };
  const title = (key: FigureKey): string => {
    if (key === 'founder' || key === 'month' || key === 'year') return t(`key.${key}`);
    return kinds.field('seizure', key === 'via' ? 'transit' : key);
  };
  return { title, value };
}
