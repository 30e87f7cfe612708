import { getRouteApi, Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { SlidersHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundRecord } from '../../calls/record-answers.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { EmptyState } from '../../components/empty-state.js';
import { useKeys } from '../../shell/keys.js';
import { useListKeys } from '../../shell/list-keys.js';
import { Panes } from '../../shell/panes.js';
import { FoundList } from './found-list.js';
import { type Found, useFound } from './found-records.js';
import { HitRow } from './hit-row.js';
import { SearchBox } from './search-box.js';
import { SearchFilters } from './search-filters.js';
import styles from './search-page.module.css';
import { filtersSet, readSearchQuery, type SearchChange, type SearchQuery } from './search-query.js';
import { useTypedWords } from './typed-words.js';

const route = getRouteApi('/desk/search');

/** Everything this home holds, by any part of any text, and the record that is read beside what was found. */
export function SearchPage() {
  const { t } = useTranslation('search');
  const { record } = useParams({ strict: false });
  const asking = useAsking(record);
  return (
    <Panes
      title={t('title')}
      list={<SearchColumn {...asking} open={record} />}
      reading={record === undefined ? null : <Outlet />}
      unchosen={<EmptyState sentence={t('chooseOne')} />}
      back={
        <Link to="/search" search={asking.query}>
          {t('back')}
        </Link>
      }
    />
  );
}

interface Asking {
  /** With the words as they stand in the box, which may be ahead of the address. */
  readonly query: SearchQuery;
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly onFilter: (changed: SearchChange) => void;
}

function useAsking(record: string | undefined): Asking {
  const inAddress = route.useSearch();
  const navigate = useNavigate();
  const show = (search: SearchQuery) =>
    void (record === undefined
      ? navigate({ to: '/search', search, replace: true })
      : navigate({ to: '/search/$record', params: { record }, search, replace: true }));
  const [words, onWords] = useTypedWords(inAddress.q ?? '', (q) => show(readSearchQuery({ ...inAddress, q })));
  const query = readSearchQuery({ ...inAddress, q: words });
  return { query, words, onWords, onFilter: (changed) => show(readSearchQuery({ ...query, ...changed })) };
}

function SearchColumn({ query, words, onWords, onFilter, open }: Asking & { readonly open: string | undefined }) {
  const { t } = useTranslation('search');
  const found = useFound(query);
  const box = useRef<HTMLInputElement>(null);
  const chosen = found.items.findIndex(({ record }) => record === open);
  const choose = useChoosing(query, open !== undefined);
  const onGo = useGoing(found, choose, box);
  useKeys([{ keys: '/', title: t('keys.box'), run: () => box.current?.select() }]);
  useListKeys({ next: t('keys.next'), previous: t('keys.previous'), items: found.items, chosen, choose });
  const [isNarrowed, setNarrowed] = useState(filtersSet(query) > 0);
  return (
    <div className={classes(styles.column)} data-not-printed>
      <header className={classes(styles.head)}>
        <h1>{t('title')}</h1>
        <Button
          look="quiet"
          aria-expanded={isNarrowed}
          icon={<SlidersHorizontal size={16} aria-hidden />}
          onPress={() => setNarrowed(!isNarrowed)}
        >
          {filtersSet(query) === 0 ? t('narrow') : t('narrowed', { count: filtersSet(query) })}
        </Button>
      </header>
      <SearchBox box={box} words={words} onChange={onWords} onGo={onGo} />
      {isNarrowed && <SearchFilters query={query} onChange={onFilter} />}
      <FoundList
        found={found}
        words={words}
        chosen={chosen}
        onWords={onWords}
        row={(hit) => <HitRow hit={hit} query={query} isOpen={hit.record === open} />}
      />
    </div>
  );
}

/** Opens a hit; from one to the next is no step that "back" goes through. */
function useChoosing(query: SearchQuery, replace: boolean): (hit: Pick<FoundRecord, 'record'>) => void {
  const navigate = useNavigate();
  return ({ record }) => void navigate({ to: '/search/$record', params: { record }, search: query, replace });
}

/** On to the first hit, as soon as the words in the box are answered; then `j` and `k` go on from there. */
function useGoing(
  { items, isAnswered }: Found,
  choose: (hit: FoundRecord) => void,
  box: { readonly current: HTMLInputElement | null },
): () => void {
  const [isGoing, setGoing] = useState(false);
  const latest = useRef(choose);
  latest.current = choose;
  const first = items[0];
  useEffect(() => {
    if (!isGoing || !isAnswered) return;
    setGoing(false);
    if (first === undefined) return;
    box.current?.blur();
    latest.current(first);
  }, [isGoing, isAnswered, first, box]);
  return () => setGoing(true);
}
