import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Excerpt, FoundRecord } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Badge } from '../../components/badge.js';
import { classes } from '../../components/classes.js';
import { useSectionName } from '../record/section-names.js';
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
  const { t } = useTranslation('records');
  const names = useKinds();
  return (
    <Link
      to="/search/$record"
      params={{ record: hit.record }}
      search={query}
      className={classes(rows.row)}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span className={classes(rows.first)}>
        <span className={classes(rows.number)}>{hit.number ?? t('noNumber')}</span>
        <span>{names.kind(hit.kind)}</span>
        {hit.unread && <Badge tone="accent">{t('unread')}</Badge>}
      </span>
      <span className={classes(rows.line)}>{names.line(hit) || t('saysNothing')}</span>
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
