/** Member codes as people give them on the command line: `th, VN`. */
export const memberCodes = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((code) => code.trim().toUpperCase())
    .filter((code) => code !== '');
