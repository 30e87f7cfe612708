import { useQuery } from '@tanstack/react-query';
import { CircleCheck, OctagonX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import type { ProofLine, ValueProof } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import { ErrorBox } from '../../components/error-box.js';
import { Sheet } from '../../components/sheet.js';
import { Working } from '../../components/working.js';
import { useFormat } from '../../format/use-format.js';
import styles from './proof-sheet.module.css';
import type { Claim } from './seal.js';
import { useSectionName } from './section-names.js';

interface ProofSheetProps {
  readonly claim: Claim;
  readonly onClose: () => void;
}

/** Never shown from an answer that was kept: it is computed when the sheet opens, and again at the button. */
const NEVER_KEPT = { staleTime: 0, gcTime: 0 };

/** The chain from a value to the root key in five lines, computed now by the verifier. */
export function ProofSheet({ claim, onClose }: ProofSheetProps) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const { table, field, section, index } = claim;
  const asked = { record: table.record, space: table.space.id, section, field: field.name, index };
  const { data, error, isFetching, refetch } = useQuery({ ...desk.record.prove.queryOptions(asked), ...NEVER_KEPT });
  const again = (
    <Button look="main" working={isFetching} onPress={() => void refetch()}>
      {t('proof.now')}
    </Button>
  );
  return (
    <Sheet
      title={t('proof.title', { field: names.field(table.kind, field.name) })}
      isOpen
      onClose={onClose}
      beside
      actions={again}
    >
      {error !== null && <ErrorBox error={error} />}
      {isFetching && <Working sentence={t('proof.checking')} />}
      {data !== undefined && error === null && !isFetching && <Proof claim={claim} proof={data} />}
    </Sheet>
  );
}

function Proof({ claim, proof }: { readonly claim: Claim; readonly proof: ValueProof }) {
  const { t, i18n } = useTranslation('record');
  const format = useFormat();
  const sentenceOf = useProofSentence(claim, proof);
  const member = format.member(proof.member);
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' }).format(new Date());
  return (
    <>
      <Banner
        tone={proof.ok ? 'neutral' : 'refused'}
        title={t(proof.ok ? 'proof.holds' : 'proof.broken', { member })}
      />
      <ol className={classes(styles.chain)}>
        {proof.lines.map((line) => (
          <li key={line.step}>
            {line.ok ? <CircleCheck size={16} aria-hidden /> : <OctagonX size={16} aria-hidden />}
            <p className={classes(!line.ok && styles.broken)}>
              {sentenceOf(line)} <span className="unseen">({t(line.ok ? 'proof.yes' : 'proof.no')})</span>
            </p>
          </li>
        ))}
      </ol>
      <Receipts proof={proof} />
      <p className={classes(styles.quiet)}>{t('proof.checkedAt', { time })}</p>
    </>
  );
}

function useProofSentence({ table, field, section }: Claim, proof: ValueProof): (line: ProofLine) => string {
  const { t } = useTranslation('record');
  const names = useKinds();
  const format = useFormat();
  const sectionName = useSectionName();
  const member = format.member(proof.member);
  return ({ step, ok, facts }) => {
    if (step === 'value') {
      return t('proof.value', {
        section: sectionName(section),
        value: shortened(names.value(table.kind, field.name, proof.value)),
      });
    }
    if (!ok) return t(`proof.${step}Broken`, { member });
    return t(`proof.${step}`, {
      member,
      seq: format.number(proof.seq),
      writer: proof.writer.slice(0, 12),
      serial: facts.serial ?? '?',
      version: facts.version ?? '?',
    });
  };
}

const SHOWN_OF_TEXT = 120;
const shortened = (text: string): string => (text.length > SHOWN_OF_TEXT ? `${text.slice(0, SHOWN_OF_TEXT)} …` : text);

function Receipts({ proof: { receipts } }: { readonly proof: ValueProof }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  if (receipts.length === 0) return <p className={classes(styles.quiet)}>{t('proof.noReceipts')}</p>;
  return (
    <div className={classes(styles.quiet)}>
      <p>{t('proof.receipts')}</p>
      <ul>
        {receipts.map(({ home, member, at }) => (
          <li key={home}>{t('proof.receipt', { member: format.member(member), when: format.time(at) })}</li>
        ))}
      </ul>
    </div>
  );
}
