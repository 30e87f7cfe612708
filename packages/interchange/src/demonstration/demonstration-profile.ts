/** What the generator knows about one member: invented customs, police and prosecution units at real places. */
export interface DemonstrationProfile {
  readonly places: readonly DemonstrationPlace[];
  /** Kinds of agency in the member's language; never the name of a real office. */
  readonly agencies: readonly string[];
  readonly substanceNames: Readonly<Record<string, string>>;
  /** Sentences with {place}, {substance}, {amount}, {concealment} and {origin} to fill in. */
  readonly openings: readonly string[];
  readonly closings: readonly string[];
  readonly concealments: readonly string[];
}

export interface DemonstrationPlace {
  readonly name: string;
  readonly channels: readonly string[];
}
