import { createRootRoute, Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.js';
import { ErrorBox } from '../components/error-box.js';

function NotFound() {
  const { t } = useTranslation('desk');
  return <EmptyState sentence={t('noSuchPage')} action={<Link to="/">{t('rail.today')}</Link>} />;
}

/** Under every address: what shows when a page fails or there is none. */
export const rootRoute = createRootRoute({
  component: Outlet,
  errorComponent: ({ error }) => <ErrorBox error={error} onRetry={() => location.reload()} />,
  notFoundComponent: NotFound,
});
