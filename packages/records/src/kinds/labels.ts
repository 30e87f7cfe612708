/** What a person reads, in the five languages of the first members. */
export interface Labels {
  readonly en: string;
  readonly ko: string;
  readonly th: string;
  readonly vi: string;
  readonly ms: string;
}

export const labels = (en: string, ko: string, th: string, vi: string, ms: string): Labels => ({ en, ko, th, vi, ms });
