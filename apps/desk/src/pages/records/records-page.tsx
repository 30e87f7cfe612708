import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk, deskClient } from '../../calls/desk.js';
import { classes } from '../../components/classes.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorBox } from '../../components/error-box.js';
import { VirtualList } from '../../components/virtual-list.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import { useListKeys } from '../../shell/list-keys.js';
import { Panes } from '../../shell/panes.js';
import { FilterMarks } from './filter-marks.js';
import { RecordFilters } from './record-filters.js';
import { listInputOf, type RecordQuery, readRecordQuery } from './record-query.js';
import { RecordRow } from './record-row.js';
import styles from './records-page.module.css';

const route = getRouteApi('/desk/records');
const ROW_HEIGHT = 76;

/** Records, and the one that is read beside them. */
export function RecordsPage() {
  const { t } = useTranslation('records');
  const query = route.useSearch();
  const { record } = useParams({ strict: false });
  const back = (
    <Link to="/records" search={query}>
      {t('back')}
    </Link>
  );
  return (
    <Panes
      title={t('title')}
      list={<RecordList query={query} open={record} />}
      reading={record === undefined ? null : <Outlet />}
      unchosen={<EmptyState sentence={t('chooseOne')} />}
      back={back}
    />
  );
}

/** What no mark stands for. */
const shownHow = ({ sort, after }: RecordQuery): RecordQuery => readRecordQuery({ sort, after });

/** Page after page; the cursor is ours, so the call is made by hand. */
function useListed(query: RecordQuery) {
  const input = listInputOf(query);
  return useInfiniteQuery({
    queryKey: desk.record.list.queryKey(input),
    queryFn: ({ pageParam, signal }) =>
      deskClient.record.list.query(pageParam === null ? input : { ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

function RecordList({ query, open }: { readonly query: RecordQuery; readonly open: string | undefined }) {
  const { t } = useTranslation('records');
  const format = useFormat();
  const { sort: _order, after: _change, ...filter } = query;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useListed(query);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const chosen = items.findIndex(({ record }) => record === open);
  const navigate = useNavigate();
  useListKeys({
    next: t('keys.next'),
    previous: t('keys.previous'),
    items,
    chosen,
    choose: ({ record }) =>
      void navigate({ to: '/records/$record', params: { record }, search: query, replace: chosen >= 0 }),
  });
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return (
    <div className={classes(styles.column)} data-not-printed>
      <header className={classes(styles.head)}>
        <h1>{t('title')}</h1>
        <p role="status">{data === undefined ? '' : t('count', { count: total, shown: format.number(total) })}</p>
      </header>
      <RecordFilters query={query} />
      <div className={classes(styles.marks)}>
        <FilterMarks
          filter={filter}
          chosenAbove={['space', 'kind', 'unread', 'contested']}
          searchWithout={(rest) => ({ to: '/records', search: { ...shownHow(query), ...rest } })}
        />
      </div>
      {error !== null && <ErrorBox error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Working sentence={t('asking')} />}
      {data !== undefined && items.length === 0 && <NoneFound query={query} />}
      {items.length > 0 && (
        <VirtualList
          label={t('title')}
          items={items}
          total={total}
          keyOf={({ record }) => record}
          rowHeight={ROW_HEIGHT}
          row={(item) => <RecordRow item={item} query={query} isOpen={item.record === open} />}
          onEnd={more}
          shown={chosen}
        />
      )}
    </div>
  );
}

/** Nothing because nothing is there, or because the filters leave nothing. */
function NoneFound({ query }: { readonly query: RecordQuery }) {
  const { t } = useTranslation('records');
  if (Object.keys(query).length === 0) {
    return <EmptyState sentence={t('noneYet')} action={<Link to="/spaces">{t('toSpaces')}</Link>} />;
  }
  return (
    <EmptyState
      sentence={t('noneFound')}
      action={
        <Link to="/records" search={{}}>
          {t('showAll')}
        </Link>
      }
    />
  );
}
