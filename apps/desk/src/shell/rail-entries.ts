import {
  CalendarCheck,
  ChartColumn,
  FileText,
  FileUp,
  FolderOpen,
  type LucideIcon,
  Network,
  Search,
} from 'lucide-react';

/** One line of the rail: where it leads, and the letter that follows `g` on the keyboard. A page adds its own line here. */
export interface RailEntry {
  readonly to: '/' | '/search' | '/records' | '/spaces' | '/seizures' | '/import' | '/peers';
  readonly title:
    | 'rail.today'
    | 'rail.search'
    | 'rail.records'
    | 'rail.spaces'
    | 'rail.seizures'
    | 'rail.import'
    | 'rail.peers';
  readonly icon: LucideIcon;
  readonly letter: string;
}

export const RAIL: readonly RailEntry[] = [
  { to: '/', title: 'rail.today', icon: CalendarCheck, letter: 't' },
  { to: '/search', title: 'rail.search', icon: Search, letter: 's' },
  { to: '/records', title: 'rail.records', icon: FileText, letter: 'r' },
  { to: '/spaces', title: 'rail.spaces', icon: FolderOpen, letter: 'c' },
  { to: '/seizures', title: 'rail.seizures', icon: ChartColumn, letter: 'z' },
  { to: '/import', title: 'rail.import', icon: FileUp, letter: 'i' },
  { to: '/peers', title: 'rail.peers', icon: Network, letter: 'p' },
];
