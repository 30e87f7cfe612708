import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';

/** "Thailand", or "together" for the joint section. */
export function useSectionName(): (section: string) => string {
  const { t } = useTranslation('record');
  const format = useFormat();
  return (section) => (section === 'joint' ? t('joint') : format.member(section));
}
