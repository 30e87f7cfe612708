import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nProvider, RouterProvider as LinksByRouter } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { queryClient } from './calls/query-client.js';
import { tagOf } from './format/language-tags.js';
import { isLanguage } from './languages/languages.js';
import { router } from './router.js';

/** Everything around the pages: what they were told, the language of the controls, and links that stay in the page. */
export function App() {
  const { i18n } = useTranslation();
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale={tagOf(isLanguage(i18n.language) ? i18n.language : 'en')}>
        <LinksByRouter navigate={(href) => router.history.push(href)}>
          <RouterProvider router={router} />
        </LinksByRouter>
      </I18nProvider>
    </QueryClientProvider>
  );
}
