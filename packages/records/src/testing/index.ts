export { type HostileScene, type HostileUpdate, hostileUpdates } from './hostile-updates.js';
