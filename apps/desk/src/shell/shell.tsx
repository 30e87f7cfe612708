import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { watchIdle } from '../calls/idle-lock.js';
import { followChanges } from '../calls/live-changes.js';
import { useSessionState } from '../calls/session.js';
import { syncNow } from '../calls/sync-run.js';
import { Button } from '../components/button.js';
import { classes } from '../components/classes.js';
import { Sheet } from '../components/sheet.js';
import { KeySheet } from './key-sheet.js';
import { isTyping, listenForKeys, useKeys } from './keys.js';
import { LockCover, useIsCovered } from './lock-cover.js';
import { LookSheet } from './look-sheet.js';
import { OfficerMenu } from './officer-menu.js';
import { Rail } from './rail.js';
import { RAIL } from './rail-entries.js';
import styles from './shell.module.css';
import { StateLine } from './state-line.js';

type Opened = 'nothing' | 'keys' | 'look' | 'rail';

/** What stands around every page: the state line, the rail, the keys, and the lock. */
export function Shell() {
  const { t } = useTranslation('desk');
  const [opened, setOpened] = useState<Opened>('nothing');
  const close = () => setOpened('nothing');
  useShellKeys(() => setOpened('keys'));
  useEffect(watchIdle, []);
  useEffect(listenForKeys, []);
  useLiveChanges();
  useFocusOnPage();
  const isCovered = useIsCovered();
  return (
    <div className={classes(styles.shell)} inert={isCovered}>
      <a href="#page" className={classes(styles.skip)}>
        {t('toPage')}
      </a>
      <header className={classes(styles.top)} data-not-printed>
        <div className={classes(styles.menu)}>
          <Button
            look="quiet"
            aria-label={t('rail.open')}
            icon={<MenuIcon size={16} aria-hidden />}
            onPress={() => setOpened('rail')}
          />
        </div>
        <StateLine />
        <OfficerMenu onKeys={() => setOpened('keys')} onLook={() => setOpened('look')} />
      </header>
      <div className={classes(styles.rail)}>
        <Rail />
      </div>
      <main id="page" tabIndex={-1} className={classes(styles.page)}>
        <Outlet />
      </main>
      <KeySheet isOpen={opened === 'keys'} onClose={close} />
      <LookSheet isOpen={opened === 'look'} onClose={close} />
      <Sheet title={t('rail.label')} isOpen={opened === 'rail'} onClose={close}>
        <Rail onChosen={close} />
      </Sheet>
      <LockCover />
    </div>
  );
}

function useShellKeys(showKeys: () => void): void {
  const { t } = useTranslation('desk');
  const navigate = useNavigate();
  useKeys([
    { keys: '?', title: t('keys.all'), run: showKeys },
    { keys: '/', title: t('keys.search'), run: () => void navigate({ to: '/search' }) },
    { keys: 's', title: t('keys.sync'), run: () => void syncNow() },
    ...RAIL.map(({ to, title, letter }) => ({
      keys: `g ${letter}`,
      title: t('keys.goTo', { page: t(title) }),
      run: () => void navigate({ to }),
    })),
  ]);
}

/** While the session is open; after an unlock it begins anew. */
function useLiveChanges(): void {
  const isOpen = useSessionState() === 'open';
  useEffect(() => (isOpen ? followChanges() : undefined), [isOpen]);
}

/** After going to another page, the keyboard and a screen reader start at its beginning, or in the box that waits for words. */
function useFocusOnPage(): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [first] = useState(path);
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    if (path === first && !moved) return;
    setMoved(true);
    if (!isTyping(document.activeElement)) document.getElementById('page')?.focus({ preventScroll: true });
  }, [path, first, moved]);
}
