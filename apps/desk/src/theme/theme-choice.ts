/** How the desk looks: as the machine says, or as the officer chose in this browser. */
export const THEMES = ['machine', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT_AS = 'liaison.theme';

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEPT_AS);
  return THEMES.find((theme) => theme === kept) ?? 'machine';
}

/** Shows a theme and remembers it in this browser. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT_AS, theme);
  showTheme(theme);
}

/** Puts the theme on the page; tokens.css does the rest. */
export function showTheme(theme: Theme): void {
  if (theme === 'machine') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme;
}
