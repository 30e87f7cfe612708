export * from './sync-replica.js';
