import { failure, type JsonValue, type Result, success } from '@liaison/protocol';
import { normaliseQuantity } from '@liaison/records';
import type { DemonstrationProfile } from './demonstration-profile.js';
import { KOREA } from './profile-korea.js';
import { MALAYSIA } from './profile-malaysia.js';
import { THAILAND } from './profile-thailand.js';
import { VIETNAM } from './profile-vietnam.js';
import { type SeededRandom, seededRandom } from './seeded-random.js';
import { type Measure, SUBSTANCE_PATTERNS, type SubstancePattern } from './seizure-patterns.js';

export interface SeizureOptions {
  /** names the data: the same seed gives the same records on every machine */
  readonly seed: string | number;
  readonly count: number;
  /** whose seizures, in turn; members with a profile are KR, TH, VN and MY */
  readonly members: readonly string[];
  /** number of the first record (default 0), to go on where an earlier call ended */
  readonly first?: number;
}

/** One invented confiscation: fields and texts of kind `seizure`, ready for a record of `fields.country`. */
export interface GeneratedSeizure {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly texts: { readonly narrative: string };
}

const PROFILES = new Map<string, DemonstrationProfile>([
  ['KR', KOREA],
  ['TH', THAILAND],
  ['VN', VIETNAM],
  ['MY', MALAYSIA],
]);

// 2024 and 2025; fixed, because a clock would make two runs differ.
const FIRST_DAY_MS = Date.UTC(2024, 0, 1);
const DAYS = 731;

/**
 * Invented seizures for demonstrations. Every record says so: the narrative ends in "Generated for demonstration
 * (seed …).", the agency begins with "[DEMO]" and the case number with "DEMO-". Record n depends on seed, member and n
 * only, whatever the count. Failure code: `demonstration-member-unknown`.
 */
export function generateSeizures(options: SeizureOptions): Result<GeneratedSeizure[]> {
  const unknown = options.members.filter((member) => !PROFILES.has(member));
  if (unknown.length > 0 || options.members.length === 0) {
    return failure(
      'demonstration-member-unknown',
      `There is no demonstration data for ${unknown.join(', ') || 'no member at all'}.`,
      `Choose from ${[...PROFILES.keys()].join(', ')}.`,
    );
  }
  const first = options.first ?? 0;
  return success(
    Array.from({ length: options.count }, (_, offset) => {
      const number = first + offset;
      const member = options.members[number % options.members.length] as string;
      return seizure(options.seed, member, number);
    }),
  );
}

function seizure(seed: string | number, member: string, number: number): GeneratedSeizure {
  const profile = PROFILES.get(member) as DemonstrationProfile;
  const random = seededRandom(seed, member, number);
  const seizedOn = new Date(FIRST_DAY_MS + random.integer(0, DAYS - 1) * 86_400_000).toISOString().slice(0, 10);
  const place = random.pick(profile.places);
  const pattern = pickPattern(random);
  const fields = {
    seizedOn,
    country: member,
    place: place.name,
    substance: pattern.substance,
    quantity: drawQuantity(random, random.pick(pattern.measures)),
    ...drawPurity(random, pattern),
    channel: random.pick(place.channels),
    ...drawRoute(random, pattern, member),
    concealment: random.pick(profile.concealments),
    agency: `[DEMO] ${random.pick(profile.agencies)}`,
    caseNumber: `DEMO-${member}-${seizedOn.slice(0, 4)}-${String(number + 1).padStart(5, '0')}`,
  };
  const words = {
    ...fields,
    substance: profile.substanceNames[pattern.substance] ?? pattern.substance,
    amount: `${fields.quantity.amount} ${fields.quantity.unit}`,
  };
  return {
    fields,
    texts: { narrative: `${narrative(random, profile, words)} Generated for demonstration (seed ${seed}).` },
  };
}

function pickPattern(random: SeededRandom): SubstancePattern {
  const total = SUBSTANCE_PATTERNS.reduce((sum, pattern) => sum + pattern.weight, 0);
  const drawn = random.integer(0, total - 1);
  let reached = 0;
  const chosen = SUBSTANCE_PATTERNS.find((pattern) => {
    reached += pattern.weight;
    return drawn < reached;
  });
  return chosen as SubstancePattern;
}

/** Many small seizures and few large ones: uniform in the number of digits, not in the amount. */
function drawQuantity(random: SeededRandom, measure: Measure): { amount: number; unit: string; grams: number | null } {
  const digits = Math.log(measure.min) + random.fraction() * Math.log(measure.max / measure.min);
  const quantity = normaliseQuantity(Number(Math.exp(digits).toFixed(measure.decimals)), measure.unit);
  if (!quantity.ok) throw quantity.error; // the units above are constants; an unknown one is a defect
  return { ...quantity.value };
}

/** Laboratories report purity for part of what they receive. */
function drawPurity(random: SeededRandom, pattern: SubstancePattern): { purityPercent?: number } {
  if (!pattern.purity || !random.chance(0.6)) return {};
  const [low, high] = pattern.purity;
  return { purityPercent: random.integer(low * 10, high * 10) / 10 };
}

function drawRoute(
  random: SeededRandom,
  pattern: SubstancePattern,
  member: string,
): { origin: string; transit?: string[]; destination: string } {
  const origin = random.pick(pattern.origins.filter((country) => country !== member));
  const elsewhere = ['JP', 'AU', 'KR', 'NZ', 'TW'].filter((country) => country !== member && country !== origin);
  const hubs = ['TH', 'VN', 'MY', 'HK', 'SG', 'KH'].filter((country) => country !== member && country !== origin);
  const destination = random.chance(0.7) ? member : random.pick(elsewhere);
  return { origin, ...(random.chance(0.4) ? { transit: [random.pick(hubs)] } : {}), destination };
}

const INLAND = new Set(['other', 'online']);

function narrative(
  random: SeededRandom,
  profile: DemonstrationProfile,
  words: Readonly<Record<string, unknown>> & { readonly channel: string },
): string {
  const found = words.channel === 'traveller' ? 'traveller' : INLAND.has(words.channel) ? 'inland' : 'goods';
  const told = `${random.pick(profile.openings[found])} ${random.pick(profile.closings)}`;
  return told.replace(/\{(\w+)\}/g, (_gap, name: string) => String(words[name] ?? ''));
}
