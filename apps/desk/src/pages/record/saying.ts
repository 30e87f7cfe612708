import type { RecordTable, TableField } from '../../calls/record-answers.js';

/** What the officer is about to say: about which field, in whose section. */
export interface Saying {
  readonly field: TableField;
  readonly section: string;
}

export interface SayProps {
  readonly table: RecordTable;
  readonly onSay: (saying: Saying) => void;
}

/** The name of its draft among those of the record. */
export const draftOf = ({ field, section }: Saying): string => `say:${section}:${field.name}`;

/** What a draft was about; undefined where it is none of these, or where it cannot be said any more. */
export function sayingOf(table: RecordTable, draft: string): Saying | undefined {
  const [what, section, ...rest] = draft.split(':');
  const field = table.fields.find(({ name }) => name === rest.join(':'));
  const isMine = table.columns.some((column) => column.section === section && column.mine);
  return what === 'say' && section !== undefined && field !== undefined && isMine ? { field, section } : undefined;
}
