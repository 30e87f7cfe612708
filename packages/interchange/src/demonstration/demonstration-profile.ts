/** What the generator knows about one member: invented customs, police and prosecution units at real places. */
export interface DemonstrationProfile {
  readonly places: readonly DemonstrationPlace[];
  /** Kinds of agency in the member's language; never the name of a real office. */
  readonly agencies: readonly string[];
  readonly substanceNames: Readonly<Record<string, string>>;
  /** Sentences with {place}, {substance}, {amount} and {origin} to fill in, by how the drugs were found. */
  readonly openings: Readonly<Record<Discovery, readonly string[]>>;
  /** Sentences with {concealment} to fill in. */
  readonly closings: readonly string[];
  readonly concealments: readonly string[];
}

export type Discovery = 'goods' | 'traveller' | 'inland';

export interface DemonstrationPlace {
  readonly name: string;
  readonly channels: readonly string[];
}
