import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import { classes } from './classes.js';
import styles from './tabs.module.css';

export interface TabContent {
  readonly id: string;
  readonly title: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  /** What the tabs divide, for who does not see them. */
  readonly label: string;
  readonly tabs: readonly TabContent[];
  /** The open one, where the address of the page holds it. */
  readonly open?: string;
  readonly onOpen?: (id: string) => void;
}

/** Parts of one thing, one at a time. */
export const Tabs = ({ label, tabs, open, onOpen }: TabsProps) => (
  <AriaTabs
    {...(open === undefined ? {} : { selectedKey: open })}
    {...(onOpen === undefined ? {} : { onSelectionChange: (key) => onOpen(String(key)) })}
  >
    <TabList aria-label={label} className={classes(styles.list)}>
      {tabs.map(({ id, title }) => (
        <Tab key={id} id={id} className={classes(styles.tab)}>
          {title}
        </Tab>
      ))}
    </TabList>
    {tabs.map(({ id, content }) => (
      <TabPanel key={id} id={id} className={classes(styles.panel)}>
        {content}
      </TabPanel>
    ))}
  </AriaTabs>
);
