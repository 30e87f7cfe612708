import { ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { classes } from './classes.js';
import styles from './field.module.css';

export interface Choice<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

export interface ChoiceFieldProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
  /** In a bar, where the place says what it is; the label is then read out only. */
  readonly labelUnseen?: boolean;
}

/** One of a few. */
export function ChoiceField<Id extends string>(props: ChoiceFieldProps<Id>) {
  const { label, choices, value, onChange, isDisabled = false, labelUnseen = false } = props;
  const choose = (key: Key | null) => {
    const chosen = choices.find(({ id }) => id === key);
    if (chosen !== undefined) onChange(chosen.id);
  };
  return (
    <AriaSelect
      className={classes(styles.field)}
      value={value}
      onChange={choose}
      isDisabled={isDisabled}
      placeholder="–"
    >
      <Label className={labelUnseen ? 'unseen' : classes(styles.label)}>{label}</Label>
      <Button className={classes(styles.input, styles.choice)}>
        <SelectValue />
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover>
        <ListBox className={classes(styles.options)} items={choices}>
          {(choice) => <ListBoxItem className={classes(styles.option)}>{choice.name}</ListBoxItem>}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
