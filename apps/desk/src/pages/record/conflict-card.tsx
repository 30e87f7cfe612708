import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { CardChoice, CardValue, ConflictCard, RecordTable } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { useMay, useSession } from '../../calls/session.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { useFormat } from '../../format/use-format.js';
import { type ToldValue, toldValues } from './card-words.js';
import styles from './conflict-cards.module.css';
import { useSectionName } from './section-names.js';

interface CardProps {
  readonly table: RecordTable;
  readonly card: ConflictCard;
}

/** Differing values of one field as sentences: who wrote what, where and when, knowing of what; and what can be done. */
export function ConflictCardView({ table, card }: CardProps) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const maySettle = useMay('conflict.settle');
  const field = names.field(table.kind, card.field);
  const title = card.section === 'joint' ? t('card.joined', { field }) : field;
  return (
    <article aria-label={title} className={classes(styles.card)}>
      <h3>{title}</h3>
      <ul>
        {toldValues(card.values).map((told) => (
          <li key={`${told.told.section} ${JSON.stringify(told.told.value)}`}>
            <ValueSentence table={table} card={card} told={told} />
          </li>
        ))}
      </ul>
      {maySettle && <Choices table={table} card={card} />}
    </article>
  );
}

function ValueSentence({ table, card, told: { told, seen, unseen } }: CardProps & { readonly told: ToldValue }) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const format = useFormat();
  const wrote = useWroteSentence();
  const text = ({ value }: CardValue) => names.value(table.kind, card.field, value);
  const listed = (values: readonly CardValue[]) => format.list([...new Set(values.map(text))]);
  return [
    wrote(told, text(told)),
    ...(unseen.length > 0 ? [t('card.unseen', { values: listed(unseen) })] : []),
    ...(seen.length > 0 ? [t('card.seen', { values: listed(seen) })] : []),
  ].join(' ');
}

function useWroteSentence(): (told: CardValue, value: string) => string {
  const { t } = useTranslation('record');
  const format = useFormat();
  const session = useSession();
  const sectionName = useSectionName();
  return ({ by, section, own }, value) => {
    if (by === null) return t('card.somebodyWrote', { section: sectionName(section), value });
    const when = format.time(by.at);
    const who = by.officer === null ? format.member(by.member) : `${by.officer} (${format.member(by.member)})`;
    const machine = by.machine.label;
    const isReader = by.writer === session?.officer.id || (own && by.officer === session?.officer.name);
    if (isReader) return t('card.youWrote', { value, machine: machine ?? format.member(by.member), when });
    return machine === null ? t('card.wrote', { who, value, when }) : t('card.wroteOn', { who, value, machine, when });
  };
}

/** Keeping both comes first: by it nothing is lost and nothing is written. */
function Choices({ table, card }: CardProps) {
  const { t } = useTranslation('record');
  const { mutate, isPending, variables, error } = useMutation(desk.conflict.settle.mutationOptions());
  const { record } = table;
  const { field, digest } = card;
  const settle = (settling: Offered) => mutate({ record, field, digest, settling });
  const nameOf = useChoiceName(table, card);
  return (
    <>
      <div className={classes(styles.choices)}>
        {offered(card).map((choice) => (
          <Button
            key={JSON.stringify(choice)}
            working={isPending && JSON.stringify(variables.settling) === JSON.stringify(choice)}
            isDisabled={isPending && JSON.stringify(variables.settling) !== JSON.stringify(choice)}
            onPress={() => settle(choice)}
          >
            {nameOf(choice)}
          </Button>
        ))}
      </div>
      <p className={classes(styles.quiet)}>{t('card.safe')}</p>
      {error !== null && <ErrorBox error={error} />}
    </>
  );
}

type Offered = Exclude<CardChoice, { choice: 'write' }>;

/** To write something else is offered by the table below; of equal values one is enough. */
function offered({ choices, values }: ConflictCard): Offered[] {
  const seen = new Set<string>();
  return choices.flatMap((choice): Offered[] => {
    if (choice.choice === 'write') return [];
    const key = choice.choice === 'leave' ? '' : `${choice.section} ${JSON.stringify(values[choice.value]?.value)}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew ? [choice] : [];
  });
}

function useChoiceName(table: RecordTable, { field, section, values }: ConflictCard): (choice: Offered) => string {
  const { t } = useTranslation('record');
  const names = useKinds();
  const sectionName = useSectionName();
  return (choice) => {
    if (choice.choice === 'leave') {
      return values.length === 2 ? t('card.keepBoth') : t('card.keepAll', { count: values.length });
    }
    const value = names.value(table.kind, field, values[choice.value]?.value);
    if (section !== null) return t('card.keep', { value });
    if (choice.section === 'joint') return t('card.sayTogether', { value });
    return t('card.sayToo', { value, member: sectionName(choice.section) });
  };
}
