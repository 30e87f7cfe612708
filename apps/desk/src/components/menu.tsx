import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from './button.js';
import { classes } from './classes.js';
import styles from './field.module.css';

export interface MenuAction {
  readonly id: string;
  readonly name: string;
  readonly onAction: () => void;
}

export interface MenuProps {
  readonly title: ReactNode;
  readonly icon?: ReactNode;
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

/** A few actions under one word. */
export const Menu = ({ title, icon, label, actions }: MenuProps) => (
  <MenuTrigger>
    <Button look="quiet" aria-label={label} icon={icon}>
      {title}
    </Button>
    <Popover placement="bottom end">
      <AriaMenu className={classes(styles.options)}>
        {actions.map(({ id, name, onAction }) => (
          <MenuItem key={id} id={id} onAction={onAction} className={classes(styles.option)}>
            {name}
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);
