export * from './replica/clock.js';
export * from './replica/replica.js';
export * from './replica/write-entry.js';
