import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Excerpt, FoundRecord } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { classes } from '../../components/classes.js';
import { useSectionName } from '../record/section-names.js';
import { RecordLines } from '../records/record-row.js';
import rows from '../records/record-row.module.css';
import { MarkedText } from './marked-text.js';
import styles from './search-page.module.css';
import type { SearchQuery } from './search-query.js';

interface HitRowProps {
  readonly hit: FoundRecord;
  readonly query: SearchQuery;
  readonly isOpen: boolean;
}

/** One record and where it has what was searched for: the field, who says it, and the words with the place marked. */
export function HitRow({ hit, query, isOpen }: HitRowProps) {
  return (
    <Link
      to="/search/$record"
      params={{ record: hit.record }}
      search={query}
      className={classes(rows.row)}
      aria-current={isOpen ? 'true' : undefined}
    >
      <RecordLines item={hit} />
      {hit.excerpts.map((excerpt) => (
        <FoundIn key={`${excerpt.section} ${excerpt.field} ${excerpt.text}`} kind={hit.kind} excerpt={excerpt} />
      ))}
    </Link>
  );
}

function FoundIn({ kind, excerpt }: { readonly kind: string; readonly excerpt: Excerpt }) {
  const { t } = useTranslation('search');
  const names = useKinds();
  const sectionName = useSectionName();
  const where = t('foundIn', { field: names.field(kind, excerpt.field), who: sectionName(excerpt.section) });
  return (
    <span className={classes(styles.excerpt)}>
      <span className={classes(styles.where)}>{where}</span> <MarkedText {...excerpt} />
    </span>
  );
}
