import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Dispatch, type SetStateAction, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { Suggestion } from '../../calls/import-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useSession } from '../../calls/session.js';
import { ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { TextField } from '../../components/text-field.js';
import { spaceName } from '../../format/space-names.js';
import styles from './import-page.module.css';
import { type Mapping, withKey } from './mapping.js';

const route = getRouteApi('/desk/import');
const WHOLE_ROW = 'row';

interface ImportTargetProps {
  readonly suggestion: Suggestion;
  readonly mapping: Mapping;
  readonly onChange: Dispatch<SetStateAction<Mapping>>;
}

/** Where the rows go to, as what, under which name, and what tells one row from another. */
export function ImportTarget({ suggestion, mapping, onChange }: ImportTargetProps) {
  const { t } = useTranslation('import');
  const names = useKinds();
  const navigate = useNavigate();
  const query = route.useSearch();
  const spaces = useOwnSpaces();
  const go = (changed: { readonly space?: string; readonly kind?: string }) =>
    void navigate({ to: '/import', search: { ...query, ...changed }, replace: true });
  const [only, ...others] = spaces;
  useEffect(() => {
    if (query.space === undefined && only !== undefined && others.length === 0) go({ space: only.id });
  });
  return (
    <div className={classes(styles.target)}>
      <ChoiceField
        label={t('space')}
        choices={spaces}
        value={query.space ?? null}
        onChange={(space) => go({ space })}
      />
      <ChoiceField
        label={t('kind')}
        choices={names.kinds.map(({ name }) => ({ id: name, name: names.kind(name) }))}
        value={mapping.kind}
        onChange={(kind) => go({ kind })}
      />
      <KeyChoice suggestion={suggestion} mapping={mapping} onChange={onChange} />
      <TextField
        label={t('source')}
        hint={t('sourceHint')}
        value={mapping.source}
        onChange={(source) => onChange((before) => ({ ...before, source }))}
      />
    </div>
  );
}

/** Spaces in which the own member may write. */
function useOwnSpaces() {
  const { data } = useQuery(desk.space.list.queryOptions());
  const member = useSession()?.member ?? '';
  return (data?.spaces ?? [])
    .filter(({ owner, audience }) => owner === member || audience.includes(member))
    .map(({ space, title }) => ({ id: space as string, name: spaceName(title, space) }));
}

/** What tells one row from another: a later copy of the list finds its records again by it. */
function KeyChoice({ suggestion: { key, columns }, mapping, onChange }: ImportTargetProps) {
  const { t } = useTranslation('import');
  const idOf = (chosen: Mapping['key']) => (chosen === WHOLE_ROW ? WHOLE_ROW : JSON.stringify(chosen));
  const single = columns.map(({ name }) => [name]);
  const several = [key.columns, mapping.key].filter((one) => one !== WHOLE_ROW && one.length > 1) as string[][];
  const choices = [...new Set([...several, ...single].map(idOf))].map((id) => ({
    id,
    name: (JSON.parse(id) as string[]).join(' + '),
  }));
  return (
    <ChoiceField
      label={t('key')}
      choices={[{ id: WHOLE_ROW, name: t('wholeRow') }, ...choices]}
      value={idOf(mapping.key)}
      onChange={(id) =>
        onChange((before) => withKey(before, id === WHOLE_ROW ? WHOLE_ROW : (JSON.parse(id) as string[])))
      }
    />
  );
}
