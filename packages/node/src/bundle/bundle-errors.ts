import { LiaisonError } from '@liaison/protocol';

/** Codes of making and reading bundle files: the sentence for a person (`{why}` is filled in) and the next step. */
const BUNDLE_ERRORS = {
  'bundle-home-unknown': [
    'No home is known here under {why}.',
    'Name a member for its nodes, a home of your own member by its label, or any home by its writer id (`liaison status` there).',
  ],
  'bundle-home-refused': [
    'A bundle cannot be made for {why}.',
    'Name homes of members of the community whose keys were not reported lost, other than this one.',
  ],
  'bundle-file-exists': [
    'There is already a file at {why}.',
    'Choose another name with --out; no file is overwritten.',
  ],
  'bundle-unreadable': ['The bundle cannot be read from {why}.', 'See whether the file is there and readable.'],
  'bundle-malformed': ['The bundle is refused: {why}.', 'Copy the file again, or ask its maker for another one.'],
  'bundle-cut-off': [
    'The bundle is cut off: {why}.',
    'What it still held was read. Copy the file again, wholly, and read it again.',
  ],
  'bundle-too-large': [
    'What is to go into the bundle is more than one may hold ({why}).',
    'Sync once over a line, or name fewer homes, then make the bundle again.',
  ],
} as const;

/** An expected failure with a bundle file. */
export function bundleError(
  code: keyof typeof BUNDLE_ERRORS,
  why: string,
  options: { cause?: unknown } = {},
): LiaisonError {
  const [message, next] = BUNDLE_ERRORS[code];
  return new LiaisonError(
    code,
    message.replace('{why}', () => why),
    next,
    options,
  );
}
