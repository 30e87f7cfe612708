import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { classes } from './classes.js';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  /** `main` once a page at most; `quiet` in rows and bars; `grave` for what takes something away. */
  readonly look?: 'main' | 'plain' | 'quiet' | 'grave';
  readonly icon?: ReactNode;
  /** The verb, and what it acts on. Left out only in toolbars, with an `aria-label`. */
  readonly children?: ReactNode;
  /**
   * While the action runs the button stays where it is, says so, and cannot be pressed again. It keeps the focus, which a
   * disabled one would lose, and with it the keys of a dialog.
   */
  readonly working?: boolean;
}

/** A button that names what it does: "Release to Thailand", never "Submit". */
export function Button({ look = 'plain', icon, children, working = false, isDisabled, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      isPending={working}
      isDisabled={isDisabled === true}
      className={classes(styles.button, styles[look], working && styles.working)}
    >
      {icon}
      {children !== undefined && <span>{children}</span>}
    </AriaButton>
  );
}
