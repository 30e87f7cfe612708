export { type GeneratedSeizure, generateSeizures, type SeizureOptions } from './demonstration/generate-seizures.js';

export { loadMapping } from './import/load-mapping.js';
export { mappingJsonSchema } from './import/mapping-json-schema.js';
export { type Mapping, mappingSchema } from './import/mapping-schema.js';
export { type MappedRow, type RejectedRow, readRows } from './import/read-rows.js';
export { IMPORT_LIMITS } from './limits.js';
export { type SuggestedRule, type Suggestion, suggestMapping, suggestRule } from './suggest/suggest-mapping.js';
