import { type CalendarDate, parseDate } from '@internationalized/date';
import { DateField as AriaDateField, DateInput, DateSegment, Label } from 'react-aria-components';
import { classes } from './classes.js';
import styles from './day-field.module.css';
import fieldStyles from './field.module.css';

export interface DayFieldProps {
  readonly label: string;
  /** `2026-11-24`; undefined for none. */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

/** Shorter years are those that somebody is still typing. */
const FIRST_YEAR = 1900;

/** A day, typed part by part in the calendar and the order of the language. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  const change = (date: CalendarDate | null) => {
    if (date === null) onChange(undefined);
    else if (date.year >= FIRST_YEAR) onChange(date.toString());
  };
  return (
    <AriaDateField className={classes(fieldStyles.field)} value={dayOf(value)} onChange={change}>
      <Label className={classes(fieldStyles.label)}>{label}</Label>
      <DateInput className={classes(fieldStyles.input, styles.parts)}>
        {(segment) => <DateSegment segment={segment} className={classes(styles.segment)} />}
      </DateInput>
    </AriaDateField>
  );
}

function dayOf(text: string | undefined): CalendarDate | null {
  try {
    return text === undefined ? null : parseDate(text);
  } catch {
    return null;
  }
}
