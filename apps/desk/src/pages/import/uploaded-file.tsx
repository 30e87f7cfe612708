import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk, deskClient } from '../../calls/desk.js';
import { forgetImport } from '../../calls/import-run.js';
import { Button } from '../../components/button.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import { MappedFile } from './mapped-file.js';
import { keptMapping } from './mapping-draft.js';

const NEVER_OLD = { staleTime: Number.POSITIVE_INFINITY };

/** A file that the node has: what it makes of it, or what the officer had made of it before. */
export function UploadedFile({ upload, kind }: { readonly upload: string; readonly kind?: string }) {
  const { t } = useTranslation('import');
  const drop = useDropping(upload);
  const asked = kind === undefined ? { upload } : { upload, kind };
  const { data, error, refetch } = useQuery({ ...desk.import.suggest.queryOptions(asked), ...NEVER_OLD });
  const { data: drafts } = useQuery(desk.draft.list.queryOptions({ record: upload }));
  if (error !== null) {
    return (
      <>
        <ErrorBox error={error} onRetry={() => void refetch()} />
        <div>
          <Button onPress={drop}>{t('otherFile')}</Button>
        </div>
      </>
    );
  }
  if (data === undefined || drafts === undefined) return <Working sentence={t('lookingAt')} />;
  const kept = keptMapping(drafts.drafts, String(data.mapping.kind));
  return <MappedFile upload={upload} suggestion={data} onDrop={drop} {...(kept === undefined ? {} : { kept })} />;
}

/** Takes the file out of the node and begins anew. */
function useDropping(upload: string): () => void {
  const navigate = useNavigate();
  return () => {
    forgetImport();
    // A file that is gone already is no failure, and one that stays goes after a day.
    const gone = Promise.allSettled([
      deskClient.import.drop.mutate({ upload }),
      deskClient.draft.drop.mutate({ record: upload }),
    ]);
    void gone.then(() => navigate({ to: '/import', search: {} }));
  };
}
