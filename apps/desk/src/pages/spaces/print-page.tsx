import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { deskClient } from '../../calls/desk.js';
import type { RecordTable } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { spaceName } from '../../format/space-names.js';
import { useFormat } from '../../format/use-format.js';
import { Page } from '../../shell/page.js';
import styles from './print-page.module.css';

const route = getRouteApi('/desk/spaces/$space/print');
const PAGE = 200;

/** Every record of a space, by number; asked for page by page, and each as its table. */
async function recordsOf(space: string, signal: AbortSignal): Promise<RecordTable[]> {
  const tables: RecordTable[] = [];
  const asked = { filter: { space }, sort: 'change' as const, descending: false, limit: PAGE };
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const input = cursor === undefined ? asked : { ...asked, cursor };
    const { items, next } = await deskClient.record.list.query(input, { signal });
    for (const { record } of items) tables.push(await deskClient.record.view.query({ record, space }, { signal }));
    cursor = next;
  }
  return tables;
}

/** A case on paper: who may have it, then every record with its number, what is said, by whom, and where it came from. */
export function PrintPage() {
  const { t } = useTranslation('spaces');
  const format = useFormat();
  const { space } = route.useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['print', space],
    queryFn: ({ signal }) => recordsOf(space, signal),
  });
  const [first] = data ?? [];
  const title = spaceName(first?.space.title, space);
  const members = first === undefined ? [] : [first.space.owner, ...first.space.audience];
  const print = (
    <Button
      look="main"
      icon={<Printer size={16} aria-hidden />}
      isDisabled={data === undefined}
      onPress={() => window.print()}
    >
      {t('print.now')}
    </Button>
  );
  return (
    <Page title={title} actions={<span data-not-printed>{print}</span>}>
      {error !== null && <ErrorBox error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Working sentence={t('print.asking')} />}
      {data?.length === 0 && <p>{t('print.nothing')}</p>}
      {first !== undefined && (
        <Banner title={t('print.handling', { members: format.list([...new Set(members)].map(format.member)) })}>
          <p>{t('print.printed', { count: data?.length ?? 0, when: format.time(localTime()) })}</p>
        </Banner>
      )}
      {data?.map((table) => (
        <PrintedRecord key={table.record} table={table} />
      ))}
    </Page>
  );
}

/** This machine's time with its offset, as claimed times are written. */
function localTime(): string {
  const now = new Date();
  const minutes = -now.getTimezoneOffset();
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  const shown = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  return `${shown}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function PrintedRecord({ table }: { readonly table: RecordTable }) {
  const { t } = useTranslation('spaces');
  const names = useKinds();
  const format = useFormat();
  const { founded, changed } = table;
  const said = table.fields.filter(({ standing }) => standing !== 'silent');
  return (
    <article className={classes(styles.record)}>
      <h2>
        {table.number ?? ''} {names.kind(table.kind)}
      </h2>
      <dl>
        {said.map((field) => (
          <div key={field.name}>
            <dt>{names.field(table.kind, field.name)}</dt>
            {Object.entries(field.cells).map(([section, cell]) =>
              cell.values.map(({ value, by }) => (
                <dd key={`${section} ${JSON.stringify(value)}`}>
                  {names.value(table.kind, field.name, value)}{' '}
                  <small>
                    {section === 'joint' ? t('print.together') : format.member(section)}
                    {by !== null && ` · ${format.who(by)} · ${format.time(by.at)}`}
                  </small>
                </dd>
              )),
            )}
          </div>
        ))}
      </dl>
      {founded !== null && (
        <p className={classes(styles.quiet)}>
          {t('print.begun', { who: format.who(founded), when: format.time(founded.at) })}{' '}
          {changed !== null && t('print.changed', { who: format.who(changed), when: format.time(changed.at) })}
        </p>
      )}
    </article>
  );
}
