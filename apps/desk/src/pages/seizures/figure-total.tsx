import { useTranslation } from 'react-i18next';
import { addressOf } from '../../calls/record-filter.js';
import type { SeizureFigure } from '../../calls/seizure-answers.js';
import { classes } from '../../components/classes.js';
import { useFormat } from '../../format/use-format.js';
import { Mass, RecordsLink, Units } from './figure-table.js';
import styles from './seizures-page.module.css';

/** All that is summed on the page, in one line of figures; each opens the records behind it. */
export function FigureTotal({ total }: { readonly total: SeizureFigure }) {
  const { t } = useTranslation('seizures');
  const format = useFormat();
  const address = addressOf(total.filter);
  return (
    <dl className={classes(styles.total)}>
      <div>
        <dt>{t('column.records')}</dt>
        <dd>
          <RecordsLink filter={address}>{format.number(total.records)}</RecordsLink>
        </dd>
      </div>
      {total.weighed > 0 && (
        <div>
          <dt>{t('total.mass', { count: total.weighed, shown: format.number(total.weighed) })}</dt>
          <dd>
            <Mass figure={total} />
          </dd>
        </div>
      )}
      {total.units.length > 0 && (
        <div>
          <dt>{t('column.units')}</dt>
          <dd className={classes(styles.units)}>
            <Units figure={total} />
          </dd>
        </div>
      )}
      {total.differing > 0 && (
        <div>
          <dt>{t('column.differing')}</dt>
          <dd>
            <RecordsLink filter={{ ...address, differsIn: 'quantity' }}>{format.number(total.differing)}</RecordsLink>
          </dd>
        </div>
      )}
    </dl>
  );
}
