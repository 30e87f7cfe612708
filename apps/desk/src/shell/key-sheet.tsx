import { useTranslation } from 'react-i18next';
import { classes } from '../components/classes.js';
import { Sheet } from '../components/sheet.js';
import styles from './key-sheet.module.css';
import { activeKeys } from './keys.js';

/** All keys that work here, under `?`. */
export function KeySheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('desk');
  return (
    <Sheet title={t('keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className={classes(styles.keys)}>
        {isOpen &&
          activeKeys().map(({ keys, title }) => (
            <div key={keys}>
              <dt>
                {keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{title}</dd>
            </div>
          ))}
      </dl>
    </Sheet>
  );
}
