import { useTranslation } from 'react-i18next';

/** Codes with which rows are not taken, each with a text in every language. */
const FAULTS = [
  ...(['code-unknown', 'date-unreadable', 'number-unreadable', 'number-too-precise', 'unit-missing'] as const),
  ...(['unit-unknown', 'quantity-unit', 'quantity-amount', 'quantity-form', 'field-value', 'field-code'] as const),
  ...(['row-quotes', 'row-quote-not-closed', 'row-encoding', 'row-ragged', 'row-empty'] as const),
  ...(['row-recalled', 'key-empty', 'key-repeated'] as const),
] as const;

/** Why a cell or a row was not taken, in the language of the page. */
export function useFaultText(): (code: string) => string {
  const { t } = useTranslation('import');
  return (code) => {
    const known = FAULTS.find((one) => one === code);
    return known === undefined ? t('fault.other', { code }) : t(`fault.${known}`);
  };
}
