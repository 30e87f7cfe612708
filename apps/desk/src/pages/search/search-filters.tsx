import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useSpaceChoices } from '../../calls/space-choices.js';
import { type Choice, ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { DayField } from '../../components/day-field.js';
import { useFormat } from '../../format/use-format.js';
import styles from './search-page.module.css';
import type { SearchChange, SearchQuery } from './search-query.js';

const ALL = 'all';

interface SearchFiltersProps {
  readonly query: SearchQuery;
  readonly onChange: (changed: SearchChange) => void;
}

/** What narrows a search; every choice is in the address. */
export function SearchFilters({ query, onChange }: SearchFiltersProps) {
  const { t } = useTranslation('search');
  const names = useKinds();
  const { data: roster } = useQuery(desk.roster.show.queryOptions());
  const format = useFormat();
  const spaces = useSpaceChoices();
  const members = (roster?.members ?? []).map((code) => ({ id: code, name: format.member(code) }));
  const kinds = names.kinds.map(({ name }) => ({ id: name, name: names.kind(name) }));
  const one = (name: 'kind' | 'member' | 'space' | 'substance', choices: readonly Choice<string>[]) => (
    <ChoiceField
      label={t(`filter.${name}`)}
      labelUnseen
      choices={[{ id: ALL, name: t(`filter.every.${name}`) }, ...choices]}
      value={query[name] ?? ALL}
      onChange={(id) => onChange({ [name]: id === ALL ? undefined : id })}
    />
  );
  return (
    <div className={classes(styles.filters)}>
      {one('kind', kinds)}
      {one('member', members)}
      {one('space', spaces)}
      {one('substance', names.codes('seizure', 'substance'))}
      {(['from', 'to'] as const).map((name) => (
        <DayField
          key={name}
          label={t(`filter.${name}`)}
          value={query[name]}
          onChange={(day) => onChange({ [name]: day })}
        />
      ))}
    </div>
  );
}
