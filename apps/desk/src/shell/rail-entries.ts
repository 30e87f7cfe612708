import { CalendarCheck, type LucideIcon, Network } from 'lucide-react';

/** One line of the rail: where it leads, and the letter that follows `g` on the keyboard. A page adds its own line here. */
export interface RailEntry {
  readonly to: '/' | '/peers';
  readonly title: 'rail.today' | 'rail.peers';
  readonly icon: LucideIcon;
  readonly letter: string;
}

export const RAIL: readonly RailEntry[] = [
  { to: '/', title: 'rail.today', icon: CalendarCheck, letter: 't' },
  { to: '/peers', title: 'rail.peers', icon: Network, letter: 'p' },
];
