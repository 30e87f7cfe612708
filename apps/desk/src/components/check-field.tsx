import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components';
import { classes } from './classes.js';
import styles from './field.module.css';

export interface CheckFieldProps extends Omit<CheckboxProps, 'className' | 'children' | 'style'> {
  readonly children: ReactNode;
}

/** A statement that is so or not so. */
export function CheckField({ children, ...rest }: CheckFieldProps) {
  return (
    <Checkbox {...rest} className={classes(styles.check)}>
      {({ isSelected }) => (
        <>
          <span className={classes(styles.box)}>{isSelected && <Check size={14} aria-hidden />}</span>
          {children}
        </>
      )}
    </Checkbox>
  );
}
