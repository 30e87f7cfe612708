export * from './memory-federation.js';
export * from './memory-sync.js';
export * from './seeded-random.js';
