/** A laptop, and which of the spaces that are there at the beginning it carries. */
export interface CastLaptop {
  readonly name: string;
  readonly member: string;
  readonly carries: readonly number[];
}

/** Who takes part in a run. */
export interface Cast {
  readonly members: readonly string[];
  /** The first one is the one that is lost, or restored from an old image. */
  readonly laptops: readonly CastLaptop[];
  /** Members that hold valid keys and follow no rule. */
  readonly hostile: readonly string[];
  /** Spaces that are there at the beginning: founder, then its audience. */
  readonly spaces: readonly (readonly [string, ...string[]])[];
}

export type CastName = 'small' | 'large';

/** Five homes, ten writers: enough for nearly every fault, and quick to shrink. */
const SMALL: Cast = {
  members: ['KR', 'MY', 'TH', 'VN'],
  laptops: [{ name: 'KR-1', member: 'KR', carries: [0] }],
  hostile: ['MY'],
  spaces: [
    ['KR', 'MY', 'TH', 'VN'],
    ['KR', 'TH'],
    ['TH', 'KR', 'VN'],
  ],
};

/** Twelve members and eight laptops with their own parts of the spaces: forty writers, two of the members hostile. */
const LARGE: Cast = {
  members: ['BN', 'ID', 'JP', 'KH', 'KR', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH', 'VN'],
  laptops: [
    { name: 'KR-1', member: 'KR', carries: [0] },
    { name: 'KR-2', member: 'KR', carries: [0, 1] },
    { name: 'TH-2', member: 'TH', carries: [0, 2] },
    { name: 'VN-1', member: 'VN', carries: [2] },
    { name: 'ID-1', member: 'ID', carries: [3, 4] },
    { name: 'PH-1', member: 'PH', carries: [4] },
    { name: 'KH-1', member: 'KH', carries: [0, 3] },
    { name: 'JP-1', member: 'JP', carries: [5] },
  ],
  hostile: ['MY', 'LA'],
  spaces: [
    ['KR', 'KH', 'LA', 'MY', 'TH', 'VN'],
    ['KR', 'TH'],
    ['TH', 'KR', 'VN'],
    ['ID', 'KH', 'LA', 'MM', 'MY', 'SG'],
    ['PH', 'BN', 'ID', 'SG', 'VN'],
    ['JP', 'BN', 'ID', 'KH', 'KR', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH', 'VN'],
  ],
};

export const CASTS: Readonly<Record<CastName, Cast>> = { small: SMALL, large: LARGE };

/** The laptop that may be lost or restored from an old image. */
export const LAPTOP = 'KR-1';

/** A laptop that TH enrols in the middle of some runs, so that writers appear whom others do not know yet. */
export const NEWCOMER = 'TH-1';
