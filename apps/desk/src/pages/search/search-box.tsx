import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.js';
import { classes } from '../../components/classes.js';
import fields from '../../components/field.module.css';
import styles from './search-page.module.css';
import { WORDS_CHARS_MAX } from './search-query.js';

interface SearchBoxProps {
  readonly box: RefObject<HTMLInputElement | null>;
  readonly words: string;
  readonly onChange: (words: string) => void;
  /** Enter or the arrow down: on to what was found. */
  readonly onGo: () => void;
}

/** The one box. It has the focus when the page opens, and `/` brings it back. */
export function SearchBox({ box, words, onChange, onGo }: SearchBoxProps) {
  const { t } = useTranslation('search');
  useEffect(() => {
    if (box.current?.value === '') box.current.focus();
  }, [box]);
  const onKeyDown = (event: KeyboardEvent) => {
    // While letters are being put together these keys belong to the input method.
    if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onGo();
  };
  return (
    <SearchField value={words} onChange={onChange} onSubmit={onGo} className={classes(styles.box)}>
      <Label className="unseen">{t('box')}</Label>
      <Search size={16} aria-hidden className={classes(styles.glass)} />
      <Input
        ref={box}
        maxLength={WORDS_CHARS_MAX}
        spellCheck="false"
        autoComplete="off"
        placeholder={t('placeholder')}
        onKeyDown={onKeyDown}
        className={classes(fields.input, styles.words)}
      />
      {words !== '' && <Button look="quiet" aria-label={t('clear')} icon={<X size={16} aria-hidden />} />}
    </SearchField>
  );
}
