import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, Transaction } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailure } from '../../../calls/call-failure.js';
import { useSession, useSessionState } from '../../../calls/session.js';
import { Banner } from '../../../components/banner.js';
import { classes } from '../../../components/classes.js';
import { ErrorBox } from '../../../components/error-box.js';
import { Working } from '../../../components/working.js';
import { useFormat } from '../../../format/use-format.js';
import styles from './live-editor.module.css';
import { LINE_END } from './text-changes.js';
import { type LineNews, type Progress, TextLine, type TextName } from './text-line.js';

export interface LiveEditorProps {
  readonly name: TextName;
  readonly label: string;
}

interface Shown {
  readonly isOpen: boolean;
  readonly progress: Progress;
  readonly present: Extract<LineNews, { type: 'present' }>['officers'];
  readonly typing: string | null;
  readonly restoredAt: string | null;
  readonly failure: CallFailure | null;
}

const NOTHING: Shown = {
  isOpen: false,
  progress: 'written',
  present: [],
  typing: null,
  restoredAt: null,
  failure: null,
};
const TYPING_SHOWN_MS = 5_000;

/**
 * A long text that several officers type in at once. Each sees what the others type, who they are, and how far the own words
 * have come: in this page, kept by the node, in the record.
 */
export function LiveEditor({ name, label }: LiveEditorProps) {
  const { t } = useTranslation('record');
  const place = useRef<HTMLDivElement>(null);
  const shown = useLine(name, label, place);
  return (
    <div className={classes(styles.editor)}>
      {!shown.isOpen && shown.failure === null && <Working sentence={t('writing.opening')} />}
      <div ref={place} className={classes(styles.place)} />
      {shown.isOpen && <StateOfText shown={shown} />}
      {shown.failure !== null && <ErrorBox error={shown.failure} />}
    </div>
  );
}

/** One line of words: who is here, and how far what was typed has come. */
function StateOfText({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const session = useSession();
  const others = shown.present.filter(({ id }) => id !== session?.officer.id).map((one) => one.name);
  const typing = shown.typing !== null && others.includes(shown.typing) ? shown.typing : null;
  return (
    <>
      {shown.restoredAt !== null && <Banner title={t('writing.restored', { when: format.ago(shown.restoredAt) })} />}
      <p role="status" className={classes(styles.state)}>
        <span>{t(`writing.${shown.progress}`)}</span>{' '}
        {others.length > 0 && (
          <span>{t('writing.present', { count: others.length, officers: format.list(others) })}</span>
        )}{' '}
        {typing !== null && <span>{t('writing.typing', { officer: typing })}</span>}
      </p>
    </>
  );
}

/** Joins the editor and its line for as long as the component stands; the line is open while the session is. */
function useLine(name: TextName, label: string, place: { readonly current: HTMLDivElement | null }): Shown {
  const [shown, setShown] = useState(NOTHING);
  const [line, setLine] = useState<TextLine>();
  const isSessionOpen = useSessionState() === 'open';
  const { record, space = '', field, joint } = name;
  useEffect(() => {
    let view: EditorView | undefined;
    const made = new TextLine({ record, space, field, joint }, (news) => {
      if (news.type === 'opened' && place.current !== null) view = editorOf(place.current, label, news.text, made);
      else if (news.type === 'arrived')
        view?.dispatch({ changes: news.change, annotations: [Transaction.addToHistory.of(false), ARRIVED] });
      setShown((before) => shownAfter(before, news));
    });
    setLine(made);
    return () => {
      made.close();
      view?.destroy();
      setShown(NOTHING);
    };
  }, [record, space, field, joint, label, place]);
  useEffect(() => {
    if (!isSessionOpen) return;
    line?.open();
    return () => line?.close();
  }, [line, isSessionOpen]);
  useEffect(() => {
    if (shown.typing === null) return;
    const timer = setTimeout(() => setShown((before) => ({ ...before, typing: null })), TYPING_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown.typing]);
  return shown;
}

function shownAfter(before: Shown, news: LineNews): Shown {
  switch (news.type) {
    case 'opened':
      return { ...before, isOpen: true };
    case 'arrived':
      return before;
    case 'progress':
      return before.progress === news.progress ? before : { ...before, progress: news.progress };
    case 'present':
      return { ...before, present: news.officers };
    case 'typing':
      return { ...before, typing: news.officer };
    case 'restored':
      return { ...before, restoredAt: news.at };
    case 'problem':
      return { ...before, failure: news };
    case 'failed':
      return before.failure === news.failure ? before : { ...before, failure: news.failure };
  }
}

/** Typed by others: not sent back, and not taken back by the officer's own undo. */
const ARRIVED = Transaction.remote.of(true);

/** Plain text: lines wrap, undo takes back only what was typed here, and a tab leaves the editor as in any field. */
function editorOf(parent: HTMLElement, label: string, text: string, line: TextLine): EditorView {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of(LINE_END),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true' }),
        EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, LINE_END)),
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of(({ transactions }) => {
          for (const one of transactions) {
            if (one.docChanged && one.annotation(Transaction.remote) !== true) line.type(one.changes);
          }
        }),
      ],
    }),
  });
  view.dispatch({ selection: { anchor: view.state.doc.length } });
  view.focus();
  return view;
}
