/** How one substance turns up: share of seizures, forms of measure, purity and usual countries of origin. */
export interface SubstancePattern {
  readonly substance: string;
  readonly weight: number;
  readonly measures: readonly Measure[];
  /** per cent, or `undefined` where laboratories give none */
  readonly purity?: readonly [number, number];
  readonly origins: readonly string[];
}

export interface Measure {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
}

const grams = (min: number, max: number): Measure => ({ unit: 'g', min, max, decimals: 2 });
const kilograms = (min: number, max: number): Measure => ({ unit: 'kg', min, max, decimals: 3 });
const tablets = (min: number, max: number): Measure => ({ unit: 'tablet', min, max, decimals: 0 });

/** Orders of magnitude as the region's public reports give them; not an estimate of anything. */
export const SUBSTANCE_PATTERNS: readonly SubstancePattern[] = [
  {
    substance: 'methamphetamine',
    weight: 30,
    measures: [grams(5, 900), kilograms(1, 60)],
    purity: [62, 98],
    origins: ['MM', 'LA', 'TH', 'MX', 'US'],
  },
  {
    substance: 'yaba',
    weight: 8,
    measures: [tablets(500, 300_000)],
    purity: [9, 22],
    origins: ['MM', 'LA', 'TH'],
  },
  { substance: 'cannabis', weight: 17, measures: [grams(3, 950), kilograms(1, 40)], origins: ['US', 'CA', 'TH', 'LA'] },
  {
    substance: 'ketamine',
    weight: 12,
    measures: [grams(20, 990), kilograms(1, 25)],
    purity: [70, 97],
    origins: ['MM', 'VN', 'NL', 'DE'],
  },
  {
    substance: 'mdma',
    weight: 10,
    measures: [tablets(20, 12_000), grams(10, 900)],
    purity: [40, 84],
    origins: ['NL', 'DE', 'BE', 'VN'],
  },
  {
    substance: 'heroin',
    weight: 7,
    measures: [grams(10, 950), kilograms(1, 20)],
    purity: [45, 92],
    origins: ['MM', 'LA', 'TH'],
  },
  {
    substance: 'cocaine',
    weight: 6,
    measures: [grams(5, 800), kilograms(1, 50)],
    purity: [55, 91],
    origins: ['BR', 'EC', 'CO', 'PE'],
  },
  { substance: 'nps', weight: 6, measures: [grams(5, 900), tablets(10, 3_000)], origins: ['CN', 'IN', 'US', 'NL'] },
  { substance: 'opium', weight: 3, measures: [grams(20, 900), kilograms(1, 15)], origins: ['MM', 'LA'] },
  { substance: 'fentanyl', weight: 1, measures: [grams(1, 120)], purity: [2, 20], origins: ['CN', 'US'] },
];
