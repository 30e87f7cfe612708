export * from './authority.js';
export * from './causal-vector.js';
export * from './entry-builder.js';
export * from './frontier.js';
export * from './opened-entry.js';
export * from './pin-cut.js';
