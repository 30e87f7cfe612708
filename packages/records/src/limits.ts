/**
 * Limits of records beside those of the protocol package. Those marked *validity* are part of what an entry means and
 * belong to protocol version 1 (spec/limits.md).
 */
export const RECORD_LIMITS = {
  /** validity: items of one update that do not follow the writer's clock just before them (LIM-11) */
  updateScatteredMax: 512,
  /** validity: such items of one writer in one section, over all its updates (LIM-13) */
  sectionScatteredMax: 4_096,
  /** validity: clocks that one writer may use up in one section (LIM-12) */
  sectionClockMax: 4_194_304,
  /** writer: UTF-16 code units of a narrative (LIM-33) */
  narrativeUnitsMax: 200_000,
} as const;
