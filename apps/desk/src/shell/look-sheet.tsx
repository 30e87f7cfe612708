import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../components/choice-field.js';
import { Sheet } from '../components/sheet.js';
import { isLanguage, LANGUAGES, type Language } from '../languages/languages.js';
import { chooseLanguage } from '../languages/start-languages.js';
import { chooseTheme, chosenTheme, THEMES, type Theme } from '../theme/theme-choice.js';

const LANGUAGE_CHOICES = (Object.keys(LANGUAGES) as Language[]).map((id) => ({ id, name: LANGUAGES[id] }));

/** Language and theme, for this browser; both show at once. */
export function LookSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('desk');
  return (
    <Sheet title={t('look.title')} isOpen={isOpen} onClose={onClose}>
      <LookFields />
    </Sheet>
  );
}

export function LookFields() {
  const { t, i18n } = useTranslation('desk');
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const themes = THEMES.map((id) => ({ id, name: t(`look.themes.${id}`) }));
  return (
    <>
      <ChoiceField
        label={t('look.language')}
        choices={LANGUAGE_CHOICES}
        value={isLanguage(i18n.language) ? i18n.language : 'en'}
        onChange={(language) => void chooseLanguage(language)}
      />
      <ChoiceField
        label={t('look.theme')}
        choices={themes}
        value={theme}
        onChange={(chosen) => {
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      />
    </>
  );
}
