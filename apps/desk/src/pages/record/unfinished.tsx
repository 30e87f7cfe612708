import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { useDrafts } from '../../calls/drafts.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useMay } from '../../calls/session.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { useFormat } from '../../format/use-format.js';
import { type SayProps, sayingOf } from './saying.js';
import { useSectionName } from './section-names.js';

/** What the officer was typing about this record and has not said: to go on with, or to let go. */
export function Unfinished({ table, onSay }: SayProps) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const format = useFormat();
  const sectionName = useSectionName();
  const mayWrite = useMay('record.edit');
  const drafts = useDrafts(table.record);
  const { mutate } = useMutation(desk.draft.drop.mutationOptions());
  return drafts.map(({ field, at }) => {
    const saying = sayingOf(table, field);
    if (saying === undefined || !mayWrite) return null;
    const what = names.field(table.kind, saying.field.name);
    const named = { field: what, section: sectionName(saying.section) };
    return (
      <Banner
        key={field}
        title={t('unfinished.was', { ...named, when: format.ago(at) })}
        actions={
          <>
            <Button onPress={() => onSay(saying)}>{t('unfinished.goOn', named)}</Button>
            <Button look="quiet" onPress={() => mutate({ record: table.record, field })}>
              {t('unfinished.drop')}
            </Button>
          </>
        }
      />
    );
  });
}
