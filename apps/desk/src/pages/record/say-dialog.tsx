import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { useDraft } from '../../calls/drafts.js';
import type { RecordTable } from '../../calls/record-answers.js';
import { useKinds } from '../../calls/record-kinds.js';
import { Button } from '../../components/button.js';
import { ErrorBox } from '../../components/error-box.js';
import { Sheet } from '../../components/sheet.js';
import { typedValue } from '../../format/field-values.js';
import { useFormat } from '../../format/use-format.js';
import { FieldControl } from './field-control.js';
import { draftOf, type Saying } from './saying.js';
import { useSectionName } from './section-names.js';

interface SayDialogProps {
  readonly table: RecordTable;
  readonly saying: Saying;
  readonly onClose: () => void;
}

/** Says a value in the own section, or in the joint one. What others say stays as they said it. Closed without a word it stays a draft. */
export function SayDialog({ table, saying: { field, section }, onClose }: SayDialogProps) {
  const { t } = useTranslation('record');
  const names = useKinds();
  const sectionName = useSectionName();
  const format = useFormat();
  const before = typedValue(field.cells[section]?.values[0]?.value);
  const draft = useDraft(table.record, draftOf({ field, section }), { text: before });
  const leave = () => {
    draft.drop();
    onClose();
  };
  const { mutate, isPending, error } = useMutation(desk.record.edit.mutationOptions({ onSuccess: leave }));
  const text = draft.typed.text ?? before;
  const label = names.field(table.kind, field.name);
  const save = () => {
    const set = [{ field: field.name, text }];
    mutate({ record: table.record, space: table.space.id, joint: section === 'joint', set });
  };
  const where = section === 'joint' ? t('inJoint') : t('inOwn', { member: sectionName(section) });
  return (
    <Sheet
      title={t('changeFor', { field: label, section: sectionName(section) })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button look="main" working={isPending} isDisabled={text === before} onPress={save}>
            {t('save')}
          </Button>
          <Button onPress={leave}>{t('stepBack')}</Button>
        </>
      }
    >
      <FieldControl
        kind={table.kind}
        field={field.name}
        label={label}
        value={text}
        onChange={(typed) => draft.type('text', typed)}
        autoFocus
      />
      <p>{where}</p>
      {draft.foundAt !== null && <p>{t('unfinished.found', { when: format.ago(draft.foundAt) })}</p>}
      {error !== null && <ErrorBox error={error} />}
    </Sheet>
  );
}
