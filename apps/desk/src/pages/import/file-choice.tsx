import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { uploadFile } from '../../calls/upload-file.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { EmptyState } from '../../components/empty-state.js';
import { ErrorBox } from '../../components/error-box.js';
import { Working } from '../../components/working.js';
import styles from './import-page.module.css';

const TYPES = ['.csv', '.tsv', '.txt', '.xlsx'];

/** Drop a file or choose one. It goes into the node's encrypted database and nowhere else. */
export function FileChoice() {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File) => uploadFile(file, setShare),
    onSuccess: (upload) => void navigate({ to: '/import', search: { upload } }),
  });
  const take = (file: File | null | undefined) => {
    if (file !== null && file !== undefined && !isPending) mutate(file);
  };
  return (
    <DropZone
      aria-label={t('dropHere')}
      className={classes(styles.drop)}
      onDrop={({ items }) => void items.find(isFileDropItem)?.getFile().then(take)}
    >
      <EmptyState
        sentence={t('teach')}
        action={
          <FileTrigger acceptedFileTypes={TYPES} onSelect={(files) => take(files?.[0])}>
            <Button look="main" working={isPending} icon={<FileUp size={16} aria-hidden />}>
              {t('chooseFile')}
            </Button>
          </FileTrigger>
        }
        example={<ExampleList />}
      />
      {isPending && <Working sentence={t('handingOver')} share={share} />}
      {error !== null && <ErrorBox error={error} />}
    </DropZone>
  );
}

/** What such a list looks like. */
function ExampleList() {
  const { t } = useTranslation('import');
  return (
    <>
      <p>{t('exampleIs')}</p>
      <pre className={classes(styles.example)}>{t('exampleList')}</pre>
    </>
  );
}
