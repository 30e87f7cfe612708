import type { Migration } from '../database/migrate.js';
import { SEARCH_SCHEMA_SQL } from '../search/search-schema.js';
import { CORE_SCHEMA_SQL } from './core-schema.js';

/** In order, never changed once released: a new shape is a new migration. */
export const MIGRATIONS: readonly Migration[] = [{ id: 1, name: 'core', sql: CORE_SCHEMA_SQL + SEARCH_SCHEMA_SQL }];
