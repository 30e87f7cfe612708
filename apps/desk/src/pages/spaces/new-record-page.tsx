import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { useDraft } from '../../calls/drafts.js';
import type { Kind } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Button } from '../../components/button.js';
import { ChoiceField } from '../../components/choice-field.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { spaceName } from '../../format/space-names.js';
import { Page } from '../../shell/page.js';
import { FieldControl } from '../record/field-control.js';
import styles from './new-record-page.module.css';

const route = getRouteApi('/desk/spaces/$space/new');

/** A new record in the own member's section; what is left empty is not said. */
export function NewRecordPage() {
  const { t } = useTranslation('spaces');
  const names = useKinds();
  const { space } = route.useParams();
  const { kind = 'seizure' } = route.useSearch();
  const navigate = useNavigate();
  const { data } = useQuery(desk.space.list.queryOptions());
  const title = spaceName(data?.spaces.find((one) => one.space === space)?.title, space);
  const spec = names.kinds.find(({ name }) => name === kind);
  return (
    <Page title={t('newIn', { space: title })}>
      <ChoiceField
        label={t('recordKind')}
        choices={names.kinds.map(({ name }) => ({ id: name, name: names.kind(name) }))}
        value={kind}
        onChange={(chosen) =>
          void navigate({ to: '/spaces/$space/new', params: { space }, search: { kind: chosen }, replace: true })
        }
      />
      {spec !== undefined && <NewRecordForm key={kind} space={space} spec={spec} />}
    </Page>
  );
}

function NewRecordForm({ space, spec }: { readonly space: string; readonly spec: Kind }) {
  const { t } = useTranslation('spaces');
  const names = useKinds();
  const navigate = useNavigate();
  const draft = useDraft(`new:${space}`, spec.name, {});
  const { typed } = draft;
  const { mutate, isPending, error } = useMutation(
    desk.record.new.mutationOptions({
      onSuccess: ({ record }) => {
        draft.drop();
        void navigate({ to: '/records/$record', params: { record }, search: { space } });
      },
    }),
  );
  const set = Object.entries(typed).flatMap(([field, text]) => (text.trim() === '' ? [] : [{ field, text }]));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (set.length > 0 && !isPending) mutate({ space, kind: spec.name, set });
  };
  return (
    <form className={classes(styles.form)} onSubmit={save}>
      {spec.fields.map(({ name, type }) => (
        <div key={name} className={classes(type === 'narrative' && styles.wide)}>
          <FieldControl
            kind={spec.name}
            field={name}
            label={names.field(spec.name, name)}
            value={typed[name] ?? ''}
            onChange={(text) => draft.type(name, text)}
          />
        </div>
      ))}
      <div className={classes(styles.wide)}>
        {error !== null && <ErrorBox error={error} />}
        <Button look="main" type="submit" working={isPending} isDisabled={set.length === 0}>
          {t('keepRecord')}
        </Button>
      </div>
    </form>
  );
}
