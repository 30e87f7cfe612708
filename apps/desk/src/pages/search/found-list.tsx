import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundRecord } from '../../calls/record-answers.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorBox } from '../../components/error-box.js';
import { VirtualList } from '../../components/virtual-list.js';
import type { Found } from './found-records.js';
import styles from './search-page.module.css';

const ROW_HEIGHT = 84;

interface FoundListProps {
  readonly found: Found;
  readonly words: string;
  readonly row: (hit: FoundRecord) => ReactNode;
  readonly chosen: number;
  readonly onWords: (words: string) => void;
}

/** What was found, or why there is nothing yet. */
export function FoundList({ found, words, row, chosen, onWords }: FoundListProps) {
  const { t } = useTranslation('search');
  if (words.trim() === '') return <Unasked onWords={onWords} />;
  if (found.error !== null) return <ErrorBox error={found.error} onRetry={found.again} />;
  return (
    <>
      <p role="status" className={classes(styles.status)}>
        {found.isAnswered && <HowMany found={found} />}
      </p>
      {found.isAnswered && !found.complete && <Unsearched words={words} />}
      {found.items.length === 0 && found.isAnswered && (
        <div className={classes(styles.nothing)}>
          <EmptyState sentence={t('nothing')} />
        </div>
      )}
      {found.items.length > 0 && (
        <VirtualList
          label={t('results')}
          items={found.items}
          keyOf={({ record, kind }) => `${record} ${kind}`}
          rowHeight={ROW_HEIGHT}
          row={row}
          onEnd={found.more}
          shown={chosen}
        />
      )}
    </>
  );
}

function HowMany({ found: { items, isWhole } }: { readonly found: Found }) {
  const { t } = useTranslation('search');
  const count = items.length;
  return <>{isWhole ? t('found', { count }) : t('foundMore', { count })}</>;
}

/** One letter is in almost every text, so only the newest are looked at; otherwise some have only just come in. */
function Unsearched({ words }: { readonly words: string }) {
  const { t } = useTranslation('search');
  const isShort = [...words.trim()].length === 1;
  return <p className={classes(styles.status)}>{isShort ? t('oneLetter') : t('notAll')}</p>;
}

/** Before anything is typed: what can be, with an example in the reader's script. */
function Unasked({ onWords }: { readonly onWords: (words: string) => void }) {
  const { t } = useTranslation('search');
  const example = t('example');
  return (
    <div className={classes(styles.unasked)}>
      <EmptyState
        sentence={t('teach')}
        action={<Button onPress={() => onWords(example)}>{t('tryExample', { example })}</Button>}
        example={t('teachKeys')}
      />
    </div>
  );
}
