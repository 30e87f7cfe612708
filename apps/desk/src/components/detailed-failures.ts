/**
 * Failures of which the node's own sentence says what a text of the desk cannot: the name, the number, the value. It is shown below
 * the text, in the node's words. A test holds this list against the sentences.
 */
export const DETAILED_FAILURES: ReadonlySet<string> = new Set([
  ...['already-in-audience', 'change-void', 'choice-not-offered', 'drafts-too-many', 'field-code', 'field-unknown'],
  ...['field-value', 'home-copied', 'import-header-unreadable', 'import-interrupted', 'import-row-too-large'],
  ...['input-invalid', 'kind-unknown', 'mapping-column-ambiguous', 'mapping-column-missing', 'mapping-encoding-wrong'],
  ...['mapping-invalid', 'member-not-in-audience', 'member-unknown', 'no-joint-section', 'no-right', 'nothing-shared'],
  ...['peer-unreachable', 'power-missing', 'quantity-form', 'quantity-unit', 'record-ambiguous', 'record-unknown'],
  ...['sheet-missing', 'sign-in-wait', 'space-unknown', 'spreadsheet-too-large', 'suggest-nothing-fits'],
  ...['text-unreadable', 'upload-empty', 'upload-incomplete', 'upload-out-of-place', 'upload-too-large'],
  ...['value-unknown', 'value-unreadable', 'writer-stopped'],
]);
