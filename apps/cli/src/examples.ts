/**
 * Examples of every command, by its path: shown by `--help`, and run one after the other by a test, so that they stay true. Where a
 * word is only known then, it stands as a variable of the shell.
 */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  init: ['liaison --home ./la init --member LA --officer "Desk officer" --address https://127.0.0.1:4430'],
  'federation create': ['liaison federation create --dir ./try --members KR,TH,VN'],
  'enrol request': [
    'liaison --home ./laptop enrol request --member KR --label KR-laptop --officer "Officer Kim" --out request.json',
  ],
  'enrol grant': [
    'liaison enrol grant request.json --spaces "$SPACE" --fingerprint "$FINGERPRINT" --until 2099-05-01T00:00:00.000+09:00 --out certificate.json',
  ],
  'enrol complete': ['liaison --home ./laptop enrol complete certificate.json'],
  'enrol renew': [
    'liaison --home ./laptop enrol renew --as "Officer Kim" --out renewal.json',
    'liaison --home ./laptop enrol renew --machine --out machine-renewal.json',
  ],
  'home moved': ['liaison home moved --yes'],
  'roster show': ['liaison roster show'],
  'roster propose': [
    'liaison roster propose --add la.card.json --threshold 2',
    'liaison roster propose --rotate-root kr.card.json --out rotation.json',
    'liaison roster propose --remove LA --out removal.json',
  ],
  'roster pin': ['liaison roster pin LA --out pins.json'],
  'roster sign': ['liaison roster sign roster-proposal.json --root /media/stick/root.jwe --out signed-kr.json'],
  'roster combine': [
    'liaison roster combine signed-kr.json signed-th.json --dry-run',
    'liaison roster combine signed-kr.json signed-th.json signed-la.json --yes',
  ],
  'roster export': ['liaison roster export --out community.json'],
  'roster import': [
    'liaison --home ./la roster import community.json --dry-run',
    'liaison --home ./la roster import community.json',
  ],
  'member show': [
    'liaison --home ./la member show --card la.card.json',
    'liaison member show --card kr.card.json --root-key "$ROOT_KEY"',
  ],
  'member keygen': ['liaison member keygen --out /media/stick/root-2.jwe'],
  'member rotate-directory-key': ['liaison member rotate-directory-key --root /media/stick/root.jwe'],
  'member rotate-root': ['liaison member rotate-root --root /media/stick/root-2.jwe'],
  serve: ['liaison serve', 'liaison serve --desk 127.0.0.1:47811', 'liaison serve --no-desk', 'liaison serve --alone'],
  'space create': ['liaison space create --kind case --title "Operation Siren" --audience TH'],
  'space list': ['liaison space list'],
  'space show': ['liaison space show "$SPACE"'],
  'space audience': [
    'liaison space audience "$SPACE" --add VN --dry-run',
    'liaison space audience "$SPACE" --add VN --yes',
  ],
  'space transfer': ['liaison space transfer "$SPACE" --to TH'],
  'space accept': ['liaison space accept "$SPACE"'],
  'consent give': ['liaison consent give "$SPACE" VN'],
  'consent request': ['liaison consent request "$SPACE" VN'],
  'consent withdraw': ['liaison consent withdraw "$SPACE" VN'],
  'consent list': ['liaison consent list "$SPACE"'],
  'record new': [
    'liaison record new --space "$SPACE" --kind seizure --set substance=methamphetamine --set "quantity=2.1 kg" --set place=서울',
  ],
  'record edit': [
    'liaison record edit "$RECORD" --set place=인천',
    'liaison record edit "$RECORD" --joint --set place=부산',
  ],
  'record show': ['liaison record show "$RECORD"'],
  'record history': ['liaison record history "$RECORD"'],
  'recall record': [
    'liaison recall record "$RECORD" --reason source-protection --dry-run',
    'liaison recall record "$RECORD" --reason error --yes',
  ],
  'recall reinstate': ['liaison recall reinstate "$RECORD"'],
  'recall renew': ['liaison recall renew --dry-run', 'liaison recall renew'],
  'recall list': ['liaison recall list --space "$SPACE"'],
  'recall status': ['liaison recall status "$RECORD"'],
  search: ['liaison search 인천 --limit 5'],
  conflicts: ['liaison conflicts --space "$SPACE"'],
  import: [
    'liaison import seizures.csv --suggest --out mapping.json',
    'liaison import seizures.csv --space "$SPACE" --mapping mapping.json --dry-run',
    'liaison import seizures.csv --space "$SPACE" --mapping mapping.json',
  ],
  sync: ['liaison sync --with TH', 'liaison sync'],
  'bundle make': [
    'liaison bundle make --for TH --out /media/stick/to-bangkok.bundle',
    'liaison bundle make --for KR-laptop --whole',
  ],
  'bundle read': ['liaison bundle read /media/stick/to-bangkok.bundle'],
  status: ['liaison status'],
  'set-aside': ['liaison set-aside --limit 20'],
  'recover list': ['liaison recover list'],
  'recover write': ['liaison recover write "$ENTRY" --dry-run'],
  'recover let-go': ['liaison recover let-go "$ENTRY"'],
  pin: [
    'liaison pin KR-laptop --dry-run',
    'liaison pin KR-laptop',
    'liaison pin KR-laptop --space "$SPACE" --up-to held',
  ],
  verify: ['liaison verify', 'liaison verify --rebuild'],
  doctor: ['liaison doctor', 'liaison doctor --offline'],
  completion: [
    'eval "$(liaison completion bash)"',
    'liaison completion zsh > ~/.zfunc/_liaison',
    'liaison completion fish > ~/.config/fish/completions/liaison.fish',
  ],
  conformance: [
    'liaison conformance https://desk.example:8443',
    'liaison --home ./try/kr conformance https://desk.example:8443',
  ],
};

/** What `--help` shows of them below everything else. */
export const examplesText = (path: string): string => {
  const lines = EXAMPLES[path] ?? [];
  return lines.length === 0
    ? ''
    : ['', lines.length === 1 ? 'Example:' : 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n');
};
