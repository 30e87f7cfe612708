import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useKinds } from '../../calls/record-kinds.js';
import { useSpaceChoices } from '../../calls/space-choices.js';
import { ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { type RecordQuery, readRecordQuery } from './record-query.js';
import styles from './records-page.module.css';

const ALL = 'all';

/** What narrows and orders the list; every choice is in the address. */
export function RecordFilters({ query }: { readonly query: RecordQuery }) {
  const { t } = useTranslation('records');
  const names = useKinds();
  const navigate = useNavigate();
  const change = (changed: Readonly<Record<string, unknown>>) =>
    void navigate({ to: '/records', search: readRecordQuery({ ...query, ...changed }) });
  const spaces = useSpaceChoices();
  const kinds = names.kinds.map(({ name }) => ({ id: name, name: names.kind(name) }));
  const shown = shownOf(query);
  return (
    <div className={classes(styles.filters)}>
      <ChoiceField
        label={t('filter.space')}
        labelUnseen
        choices={[{ id: ALL, name: t('filter.everySpace') }, ...spaces]}
        value={query.space ?? ALL}
        onChange={(space) => change({ space: space === ALL ? undefined : space })}
      />
      <ChoiceField
        label={t('filter.kind')}
        labelUnseen
        choices={[{ id: ALL, name: t('filter.everyKind') }, ...kinds]}
        value={query.kind ?? ALL}
        onChange={(kind) => change({ kind: kind === ALL ? undefined : kind })}
      />
      <ChoiceField
        label={t('filter.shown')}
        labelUnseen
        choices={[ALL, 'unread', 'contested', ...(query.after === undefined ? [] : ['imported'])].map((id) => ({
          id,
          name: t(`filter.${id as 'all'}`),
        }))}
        value={shown}
        onChange={(id) =>
          change({
            unread: id === 'unread' || undefined,
            contested: id === 'contested' || undefined,
            after: id === 'imported' ? query.after : undefined,
          })
        }
      />
      <ChoiceField
        label={t('filter.order')}
        labelUnseen
        choices={['change', 'day', 'number'].map((id) => ({ id, name: t(`filter.by.${id as 'change'}`) }))}
        value={query.sort ?? 'change'}
        onChange={(sort) => change({ sort })}
      />
    </div>
  );
}

function shownOf({ unread, contested, after }: RecordQuery): string {
  if (after !== undefined) return 'imported';
  return unread === true ? 'unread' : contested === true ? 'contested' : ALL;
}
