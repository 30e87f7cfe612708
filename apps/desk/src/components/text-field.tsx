import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import { classes } from './classes.js';
import styles from './field.module.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children' | 'style'> {
  readonly label: string;
  /** A sentence under the label, where the label cannot say it. */
  readonly hint?: string;
  /** What is wrong with what was typed, and how to mend it. */
  readonly problem?: string | undefined;
  /** More than one line. */
  readonly lines?: number;
  readonly placeholder?: string;
}

/** One labelled text. The label is always visible; a placeholder is an example, never the label. */
export function TextField({ label, hint, problem, lines, placeholder, ...rest }: TextFieldProps) {
  const given = placeholder === undefined ? {} : { placeholder };
  return (
    <AriaTextField {...rest} isInvalid={problem !== undefined} className={classes(styles.field)}>
      <Label className={classes(styles.label)}>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className={classes(styles.hint)}>
          {hint}
        </Text>
      )}
      {lines === undefined ? (
        <Input {...given} className={classes(styles.input)} />
      ) : (
        <TextArea {...given} rows={lines} className={classes(styles.input, styles.lines)} />
      )}
      <FieldError className={classes(styles.problem)}>{problem}</FieldError>
    </AriaTextField>
  );
}
