import { Circle, CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskClient } from '../../calls/desk.js';
import type { ListedPeer, PeerStep } from '../../calls/overview-answers.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Sheet } from '../../components/sheet.js';
import { Working } from '../../components/working.js';
import { usePeerName } from './peer-words.js';
import styles from './peers-page.module.css';

const ICONS: Readonly<Record<PeerStep['state'], LucideIcon>> = { ok: CircleCheck, failed: CircleX, skipped: Circle };

interface Trial {
  readonly steps: readonly PeerStep[];
  readonly isDone: boolean;
  readonly error?: unknown;
}

const NOT_BEGUN: Trial = { steps: [], isDone: false };

/** Tries a peer step by step, from its address to a trial comparison, and says what to do where it fails. Changes nothing. */
export function PeerTest({ peer, onClose }: { readonly peer: ListedPeer; readonly onClose: () => void }) {
  const { t } = useTranslation('peers');
  const name = usePeerName()(peer);
  const { steps, isDone, error, begin } = useTrial(peer.writer);
  const again = (
    <Button working={!isDone} onPress={begin}>
      {t('test.again')}
    </Button>
  );
  return (
    <Sheet title={t('test.title', { peer: name })} isOpen onClose={onClose} actions={again}>
      <p>{t('test.about')}</p>
      <ol className={classes(styles.steps)} aria-live="polite">
        {steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
      {!isDone && <Working sentence={t('test.working')} />}
      {error !== undefined && <ErrorBox error={error} />}
    </Sheet>
  );
}

function Step({ step: { step, state, sentence, next, code } }: { readonly step: PeerStep }) {
  const { t } = useTranslation('peers');
  const Icon = ICONS[state];
  return (
    <li className={classes(styles[state])}>
      <Icon size={16} aria-hidden />
      <strong>
        {t(`test.steps.${step}.name`)}: {t(`test.states.${state}`)}
      </strong>
      {state === 'ok' && <p>{t(`test.steps.${step}.ok`)}</p>}
      {state === 'failed' && (
        <p>
          {sentence} {next} <code>{code}</code>
        </p>
      )}
    </li>
  );
}

/** Begins at once, and again when asked. What comes of a trial that was left or begun anew is let go. */
function useTrial(writer: string): Trial & { readonly begin: () => void } {
  const [trial, setTrial] = useState(NOT_BEGUN);
  const newest = useRef(0);
  const begin = useCallback(() => {
    newest.current += 1;
    const own = newest.current;
    void run(writer, (next) => {
      if (own === newest.current) setTrial(next);
    });
  }, [writer]);
  useEffect(() => {
    begin();
    return () => {
      newest.current += 1;
    };
  }, [begin]);
  return { ...trial, begin };
}

async function run(writer: string, show: (trial: Trial) => void): Promise<void> {
  show(NOT_BEGUN);
  try {
    for await (const step of await deskClient.peer.test.mutate({ peer: writer })) {
      if (step.type === 'progress') show({ steps: step.progress, isDone: false });
      else show({ steps: step.result.steps, isDone: true });
    }
  } catch (error) {
    show({ steps: [], isDone: true, error });
  }
}
