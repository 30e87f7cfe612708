import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { without } from '../../calls/record-filter.js';
import { useKinds } from '../../calls/record-kinds.js';
import type { SeizureFigures } from '../../calls/seizure-answers.js';
import { useSpaceChoices } from '../../calls/space-choices.js';
import { type Choice, ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { DayField } from '../../components/day-field.js';
import { useKeyNames } from './key-names.js';
import { measuresOf } from './measures.js';
import { firstDayOf, lastDayOf } from './periods.js';
import { filterOf, readSeizureQuery, type SeizureQuery } from './seizure-query.js';
import styles from './seizures-page.module.css';
import { useFigures } from './use-figures.js';

interface SeizureFiltersProps {
  readonly query: SeizureQuery;
  /** What can be measured is what these hold. */
  readonly total: SeizureFigures['total'] | undefined;
}

const ALL = 'all';

/** Which seizures are summed and what is measured; every choice is in the address. */
export function SeizureFilters({ query, total }: SeizureFiltersProps) {
  const { t } = useTranslation('seizures');
  const navigate = useNavigate();
  const change = (changed: SeizureQuery | Readonly<Record<string, unknown>>) =>
    void navigate({ to: '/seizures', search: readSeizureQuery({ ...query, ...changed }), replace: true });
  const units = total === undefined ? ['records'] : measuresOf(total);
  const measures = [...new Set([...units, query.measure ?? 'records'])].map((id) => ({
    id,
    name: id === 'records' || id === 'grams' ? t(`measure.${id}`) : id,
  }));
  return (
    <search className={classes(styles.filters)} aria-label={t('filter.label')} data-not-printed>
      <SpaceChoice query={query} change={change} />
      <CodeChoice name="substance" query={query} change={change} />
      <CodeChoice name="channel" query={query} change={change} />
      <MemberChoice query={query} change={change} />
      <DayField
        label={t('filter.from')}
        value={firstDayOf(query.dayFrom)}
        onChange={(dayFrom) => change({ dayFrom })}
      />
      <DayField label={t('filter.to')} value={lastDayOf(query.dayTo)} onChange={(dayTo) => change({ dayTo })} />
      <ChoiceField
        label={t('filter.measure')}
        choices={measures}
        value={query.measure ?? 'records'}
        onChange={(measure) => change({ measure })}
      />
    </search>
  );
}

interface PartProps {
  readonly query: SeizureQuery;
  readonly change: (changed: Readonly<Record<string, unknown>>) => void;
}

function SpaceChoice({ query, change }: PartProps) {
  const { t } = useTranslation('seizures');
  const spaces = useSpaceChoices();
  return (
    <OneOrAll
      label={t('filter.space')}
      all={t('filter.everySpace')}
      choices={spaces}
      value={query.space}
      onChange={(space) => change({ space })}
    />
  );
}

function CodeChoice({ name, query, change }: PartProps & { readonly name: 'substance' | 'channel' }) {
  const { t } = useTranslation('seizures');
  const kinds = useKinds();
  const codes = Object.keys(kinds.fieldOf('seizure', name)?.codes?.labelsByCode ?? {});
  const choices = codes.map((id) => ({ id, name: kinds.value('seizure', name, id) }));
  return (
    <OneOrAll
      label={kinds.field('seizure', name)}
      all={t('filter.every')}
      choices={choices}
      value={query[name]}
      onChange={(code) => change({ [name]: code })}
    />
  );
}

/** The members whose records are among them, whichever member is chosen. */
function MemberChoice({ query, change }: PartProps) {
  const { t } = useTranslation('seizures');
  const names = useKeyNames();
  const { data } = useFigures(without(filterOf(query), 'founder'), ['founder']);
  const members = (data?.groups ?? []).flatMap(({ keys: [key] }) => (typeof key === 'string' ? [key] : []));
  return (
    <OneOrAll
      label={names.title('founder')}
      all={t('filter.every')}
      choices={members.map((id) => ({ id, name: names.value('founder', id) }))}
      value={query.founder}
      onChange={(founder) => change({ founder })}
    />
  );
}

interface OneOrAllProps {
  readonly label: string;
  readonly all: string;
  readonly choices: readonly Choice<string>[];
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** What an address names stays among the choices, also where no record says it. */
function OneOrAll({ label, all, choices, value, onChange }: OneOrAllProps) {
  const { t } = useTranslation('seizures');
  const isOther = value !== undefined && choices.every(({ id }) => id !== idOf(value));
  const other = isOther ? [{ id: idOf(value), name: value === '' ? t('notSaid') : value }] : [];
  return (
    <ChoiceField
      label={label}
      choices={[{ id: ALL, name: all }, ...choices, ...other]}
      value={value === undefined ? ALL : idOf(value)}
      onChange={(id) => onChange(id === ALL ? undefined : id === NONE ? '' : id)}
    />
  );
}

const NONE = 'none said';
const idOf = (value: string): string => (value === '' ? NONE : value);
