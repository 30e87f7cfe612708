export * from './manual-clock.js';
export * from './memory-federation.js';
export * from './memory-sync.js';
export { rememberedStandings } from './remembered-standings.js';
export * from './second-officer.js';
export * from './seeded-random.js';
export { type CallAnswer, TestBrowser, Watching } from './test-browser.js';
