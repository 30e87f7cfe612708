import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaidBy as Author } from '../../calls/record-answers.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { Sheet } from '../../components/sheet.js';
import { useFormat } from '../../format/use-format.js';
import styles from './said-by.module.css';
import { type Claim, Seal } from './seal.js';

/** Who said it and when they say so; opened, everything that is known of it; and the seal that proves it. */
export function SaidBy({ by, claim }: { readonly by: Author; readonly claim: Claim }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const who = format.who(by);
  return (
    <span className={classes(styles.by)}>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t('saidBy', { who, when: format.ago(by.at) })}
      </Button>
      <span data-printed-only>{t('saidBy', { who, when: format.time(by.at) })}</span>
      <Seal claim={claim} by={by} />
      <Sheet title={t('whoSaidIt')} isOpen={isOpen} onClose={() => setOpen(false)} beside>
        <Details by={by} />
      </Sheet>
    </span>
  );
}

function Details({ by }: { readonly by: Author }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const { after, before } = by.bounds;
  const lines: [string, string][] = [
    [t('said.officer'), by.officer ?? t('said.pseudonym', { writer: by.writer.slice(0, 12) })],
    [t('said.member'), format.member(by.member)],
    [t('said.machine'), by.machine.label ?? by.machine.home.slice(0, 12)],
    [t('said.claimed'), format.time(by.at)],
  ];
  if (by.received !== null) {
    const from = format.member(by.received.member);
    lines.push([t('said.received'), t('said.receivedFrom', { when: format.time(by.received.at), from })]);
  }
  if (after !== null)
    lines.push([
      t('said.after'),
      t('said.vouched', { when: format.time(after.at), member: format.member(after.member) }),
    ]);
  if (before !== null)
    lines.push([
      t('said.before'),
      t('said.vouched', { when: format.time(before.at), member: format.member(before.member) }),
    ]);
  lines.push([t('said.entry'), `${by.entry.slice(0, 16)}… (${by.seq})`]);
  return (
    <dl className={classes(styles.details)}>
      {lines.map(([title, text]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
