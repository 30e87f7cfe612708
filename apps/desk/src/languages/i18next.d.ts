import 'i18next';

/** Keys are checked against the English files; a page adds its own line. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    returnNull: false;
    resources: {
      desk: typeof import('./en/desk.json');
      failures: typeof import('./en/failures.json');
      import: typeof import('./en/import.json');
      peers: typeof import('./en/peers.json');
      record: typeof import('./en/record.json');
      records: typeof import('./en/records.json');
      search: typeof import('./en/search.json');
      seizures: typeof import('./en/seizures.json');
      'sign-in': typeof import('./en/sign-in.json');
      spaces: typeof import('./en/spaces.json');
      today: typeof import('./en/today.json');
    };
  }
}
