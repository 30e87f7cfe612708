/** Fields of a seizure that honest writers fill in, and what they say there: few, so that they agree and differ often. */
export const FIELDS = ['place', 'agency', 'concealment'] as const;
export const VALUES = ['Busan', 'Bangkok', 'Đà Nẵng', '서울', 'สงขลา'] as const;
