// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import texts from '../languages/en/desk.json' with { type: 'json' };
import failures from '../languages/en/failures.json' with { type: 'json' };
import { Panes } from '../shell/panes.js';
import { CheckField } from './check-field.js';
import { ErrorBox } from './error-box.js';
import { Table } from './table.js';
import { Tabs } from './tabs.js';
import { VirtualList } from './virtual-list.js';

beforeAll(async () => {
  const resources = { en: { desk: texts, failures } };
  await i18next.use(initReactI18next).init({ lng: 'en', defaultNS: 'desk', resources });
});
afterEach(cleanup);

it('APP-6: a failure is announced with sentence, next step and code, in the words of the desk where it knows the code', () => {
  render(<ErrorBox error={{ code: 'session-locked', message: 'raw', next: 'raw next' }} />);
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain(failures['session-locked'].message);
  expect(alert.textContent).toContain('session-locked');
  expect(alert.textContent).not.toContain('raw');
  cleanup();
  render(<ErrorBox error={{ code: 'record-unknown', message: 'This home holds no record KR-7.', next: 'x' }} />);
  expect(screen.getByRole('alert').textContent).toContain('KR-7');
  cleanup();
  const retry = vi.fn();
  render(
    <ErrorBox error={{ code: 'only-known-to-the-node', message: 'It is so.', next: 'Do this.' }} onRetry={retry} />,
  );
  expect(screen.getByRole('alert').textContent).toMatch(/It is so\..*Do this\./);
  fireEvent.click(screen.getByRole('button', { name: texts.tryAgain }));
  expect(retry).toHaveBeenCalledOnce();
});

it('tabs show one panel at a time', () => {
  const tabs = [
    { id: 'a', title: 'First', content: 'one' },
    { id: 'b', title: 'Second', content: 'two' },
  ];
  render(<Tabs label="parts" tabs={tabs} />);
  expect(screen.getByRole('tabpanel').textContent).toBe('one');
  fireEvent.click(screen.getByRole('tab', { name: 'Second' }));
  expect(screen.getByRole('tabpanel').textContent).toBe('two');
});

it('a check field says whether it is so', () => {
  const change = vi.fn();
  render(<CheckField onChange={change}>Only mine</CheckField>);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Only mine' }));
  expect(change).toHaveBeenCalledWith(true);
});

it('the first column of a table names its row, and each cell its column for a small screen', () => {
  const columns = [
    { id: 'name', title: 'Name', cell: (row: { name: string }) => row.name },
    { id: 'size', title: 'Size', figures: true, cell: () => 3 },
  ];
  render(<Table caption="Things" columns={columns} rows={[{ name: 'Siren' }]} keyOf={({ name }) => name} />);
  expect(screen.getByRole('rowheader').textContent).toBe('Siren');
  expect(screen.getByRole('cell').getAttribute('data-title')).toBe('Size');
});

it('a long list holds few of its rows, and says the number of all', () => {
  // A page that is not shown has no sizes: a window of ten rows, each as high as the first guess.
  const sizes = { clientHeight: 400, clientWidth: 400, offsetHeight: 40 };
  for (const [name, value] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
  }
  const items = Array.from({ length: 100_000 }, (_, index) => `row ${index}`);
  render(<VirtualList label="Rows" items={items} keyOf={(item) => item} rowHeight={40} row={(item) => item} />);
  const rows = screen.getAllByRole('listitem');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThan(60);
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('100000');
});

it('panes say whether the list or what is read of it comes first on a small screen', () => {
  const panes = (reading: string | null) => (
    <Panes title="Cases" list="the list" reading={reading} unchosen="choose" back={<a href="/">back</a>} />
  );
  const { container, rerender } = render(panes(null));
  expect(container.querySelector('[data-open=list]')?.textContent).toContain('choose');
  rerender(panes('a record'));
  expect(container.querySelector('[data-open=reading]')?.textContent).toContain('a record');
  expect(screen.getByText('back')).toBeTruthy();
  expect(document.title).toBe('Cases · Liaison');
});
