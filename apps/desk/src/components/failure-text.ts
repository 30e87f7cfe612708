import { useTranslation } from 'react-i18next';
import type { CallFailure } from '../calls/call-failure.js';
import { DETAILED_FAILURES } from './detailed-failures.js';

interface FailureText {
  readonly message: string;
  readonly next: string;
  /** The node's own sentence, in English, where it names what the text leaves open. */
  readonly detail?: string;
}

/** Sentence and next step in the officer's language where the desk knows the code, else as the node said them. */
export function useFailureText({ code, message, next }: CallFailure): FailureText {
  const { t, i18n } = useTranslation('failures');
  if (!i18n.exists(`${code}.message`, { ns: 'failures' })) return { message, next };
  const known = code as 'defect';
  const text = { message: t(`${known}.message`), next: t(`${known}.next`) };
  return DETAILED_FAILURES.has(code) ? { ...text, detail: message } : text;
}
