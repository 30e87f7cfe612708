import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { CameIn as CameInAnswer } from '../../calls/overview-answers.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { useFormat } from '../../format/use-format.js';
import { RecordRow } from '../records/record-row.js';
import { Part } from './part.js';
import styles from './part.module.css';

export interface CameInProps {
  readonly cameIn: CameInAnswer;
  /** How far the overview goes: what comes in while it is read is not taken for looked through. */
  readonly change: number;
}

const UNREAD = { unread: true } as const;

/** What others brought since this officer last said to have looked through. */
export function CameIn({ cameIn, change }: CameInProps) {
  const { t } = useTranslation('today');
  const { mutate, isPending, error } = useMutation(desk.overview.seen.mutationOptions());
  const done = (
    <Button working={isPending} onPress={() => mutate({ change })}>
      {t('cameIn.seen')}
    </Button>
  );
  return (
    <Part title={t('cameIn.title')} action={cameIn.records === 0 ? undefined : done}>
      <p className={classes(styles.quiet)}>
        <Summary cameIn={cameIn} />
      </p>
      {error !== null && <ErrorBox error={error} />}
      {cameIn.latest.length > 0 && (
        <ul className={classes(styles.rows)}>
          {cameIn.latest.map((item) => (
            <li key={item.record}>
              <RecordRow item={item} query={UNREAD} isOpen={false} />
            </li>
          ))}
        </ul>
      )}
      {cameIn.records > cameIn.latest.length && (
        <Link to="/records" search={UNREAD}>
          {t('cameIn.all', { count: cameIn.records })}
        </Link>
      )}
    </Part>
  );
}

/** "3 records since 24 Nov 2026, 14:05 UTC+7: Thailand 2, Malaysia 1." */
function Summary({ cameIn: { since, records, byMember } }: { readonly cameIn: CameInAnswer }) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const when = since === null ? '' : format.ago(since);
  if (records === 0) return since === null ? t('cameIn.nothingYet') : t('cameIn.nothing', { when });
  const members = byMember.map((one) => `${format.member(one.member)} ${format.number(one.records)}`).join(', ');
  const first =
    since === null ? t('cameIn.records', { count: records }) : t('cameIn.recordsSince', { count: records, when });
  return members === '' ? first : t('cameIn.from', { what: first, members });
}
