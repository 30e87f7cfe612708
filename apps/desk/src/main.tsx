import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { startLanguages } from './languages/start-languages.js';
import './theme/base.css';
import { chosenTheme, showTheme } from './theme/theme-choice.js';

showTheme(chosenTheme());
await startLanguages();

const place = document.getElementById('desk');
if (place === null) throw new Error('The page has no place for the desk.');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
