import type { DeskRouter } from '@liaison/node';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { useMay } from '../../calls/session.js';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorBox } from '../../components/error-box.js';
import { Table } from '../../components/table.js';
import { Working } from '../../components/working.js';
import { spaceName } from '../../format/space-names.js';
import { useFormat } from '../../format/use-format.js';
import { Page } from '../../shell/page.js';
import { CreateSpace } from './create-space.js';

type Status = inferRouterOutputs<DeskRouter>['home']['status'];
type SpaceStatus = Status['spaces'][number];

/** Cases, registers and the other spaces that this home holds, with whom each is shared. */
export function SpacesPage() {
  const { t } = useTranslation('spaces');
  const [isCreating, setCreating] = useState(false);
  const mayCreate = useMay('space.create');
  const { data, error, refetch } = useQuery(desk.home.status.queryOptions());
  const create = (
    <Button look="main" isDisabled={!mayCreate} onPress={() => setCreating(true)}>
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={create}>
      {!mayCreate && <p>{t('mayNotCreate')}</p>}
      {error !== null && <ErrorBox error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Working sentence={t('asking')} />}
      {data?.spaces.length === 0 && <EmptyState sentence={t('noneYet')} />}
      {data !== undefined && data.spaces.length > 0 && <SpaceTable spaces={data.spaces} />}
      {isCreating && (
        <CreateSpace members={data?.members ?? []} own={data?.member ?? ''} onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}

function SpaceTable({ spaces }: { readonly spaces: readonly SpaceStatus[] }) {
  const { t } = useTranslation('spaces');
  const format = useFormat();
  const mayWrite = useMay('record.new');
  const kindOf = (kind: string) => t(`kinds.${kind as 'case'}`, { defaultValue: kind });
  return (
    <Table
      caption={t('held')}
      captionUnseen
      rows={spaces}
      keyOf={({ space }) => space}
      columns={[
        { id: 'title', title: t('name'), cell: (space) => <SpaceName space={space} /> },
        { id: 'kind', title: t('kind'), cell: ({ kind }) => kindOf(kind) },
        { id: 'owner', title: t('owner'), cell: ({ owner }) => format.member(owner) },
        { id: 'with', title: t('sharedWith'), cell: ({ audience }) => format.list(audience.map(format.member)) },
        { id: 'records', title: t('records'), figures: true, cell: ({ records }) => format.number(records) },
        { id: 'waiting', title: t('waiting'), figures: true, cell: ({ waiting }) => format.number(waiting) },
        { id: 'print', title: t('print.now'), cell: (space) => <PrintLink space={space} /> },
        {
          id: 'new',
          title: t('write'),
          cell: (space) => (mayWrite && !space.removed ? <NewLink space={space} /> : null),
        },
      ]}
    />
  );
}

function SpaceName({ space: { space, title, removed, forks } }: { readonly space: SpaceStatus }) {
  const { t } = useTranslation('spaces');
  return (
    <>
      <Link to="/records" search={{ space }}>
        {spaceName(title, space)}
      </Link>{' '}
      {removed && <Badge tone="overdue">{t('removed')}</Badge>}
      {forks.length > 0 && <Badge tone="refused">{t('forked', { count: forks.length })}</Badge>}
    </>
  );
}

function NewLink({ space: { space, title } }: { readonly space: SpaceStatus }) {
  const { t } = useTranslation('spaces');
  return (
    <Link to="/spaces/$space/new" params={{ space }} aria-label={t('newIn', { space: spaceName(title, space) })}>
      {t('newRecord')}
    </Link>
  );
}

function PrintLink({ space: { space, title } }: { readonly space: SpaceStatus }) {
  const { t } = useTranslation('spaces');
  return (
    <Link to="/spaces/$space/print" params={{ space }} aria-label={t('print.of', { space: spaceName(title, space) })}>
      {t('print.now')}
    </Link>
  );
}
