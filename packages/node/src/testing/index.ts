export * from './manual-clock.js';
export * from './memory-federation.js';
export * from './memory-sync.js';
export * from './seeded-random.js';
