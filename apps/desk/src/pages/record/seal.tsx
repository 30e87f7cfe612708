import { Stamp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordTable, SaidBy, TableField } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Button } from '../../components/button.js';
import { useFormat } from '../../format/use-format.js';
import { ProofSheet } from './proof-sheet.js';
import { useSectionName } from './section-names.js';

/** Which of the values is to be proven. */
export interface Claim {
  readonly table: RecordTable;
  readonly field: TableField;
  readonly section: string;
  /** Its place among the section's values of the field; of a text, the place of the author. */
  readonly index: number;
}

/** A mark beside an author. It says nothing by itself: opened, everything is verified then. */
export function Seal({ claim, by }: { readonly claim: Claim; readonly by: SaidBy }) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const format = useFormat();
  const sectionName = useSectionName();
  const [isOpen, setOpen] = useState(false);
  const field = names.field(claim.table.kind, claim.field.name);
  const label = t('proof.seal', { field, section: sectionName(claim.section), who: format.who(by) });
  return (
    <>
      <Button look="quiet" aria-label={label} icon={<Stamp size={16} aria-hidden />} onPress={() => setOpen(true)} />
      {isOpen && <ProofSheet claim={claim} onClose={() => setOpen(false)} />}
    </>
  );
}
