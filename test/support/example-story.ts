/** Who sits at the keyboard: a home of the trial federation, or the new member, with its own passphrase. */
export type Seat = 'kr' | 'th' | 'la' | 'none';

/** One example of the help in the order in which a person could run all of them. */
export interface StoryStep {
  readonly run: string;
  readonly at?: Seat;
  /** Shell commands before it: what a person would have done by hand. */
  readonly before?: string;
  /** Variables of later examples, out of the answer. */
  readonly gives?: (answer: never) => Readonly<Record<string, string>>;
  /** Exit code where it is not 0. */
  readonly exit?: number;
  /** Code of the failure that is expected, where there is nothing that the example could act on. */
  readonly fails?: string;
}

const BEGINNING: readonly StoryStep[] = [
  { run: 'liaison federation create --dir ./try --members KR,TH,VN', at: 'none' },
  { run: 'liaison roster show' },
  { run: 'liaison status' },
  { run: 'liaison serve --desk 127.0.0.1:47811' },
  { run: 'liaison serve --no-desk' },
  { run: 'liaison serve --alone' },
  { run: 'liaison serve', before: 'mv try/kr/keys/root.jwe stick/root.jwe' },
];

const RECORDS: readonly StoryStep[] = [
  {
    run: 'liaison space create --kind case --title "Operation Siren" --audience TH',
    gives: ({ space }: { space: string }) => ({ SPACE: space }),
  },
  { run: 'liaison space list' },
  { run: 'liaison space show "$SPACE"' },
  {
    run: 'liaison record new --space "$SPACE" --kind seizure --set substance=methamphetamine --set "quantity=2.1 kg" --set place=서울',
    gives: ({ number }: { number: string }) => ({ RECORD: number }),
  },
  { run: 'liaison record edit "$RECORD" --set place=인천' },
  { run: 'liaison record edit "$RECORD" --joint --set place=부산' },
  { run: 'liaison record show "$RECORD"' },
  { run: 'liaison record history "$RECORD"' },
  { run: 'liaison search 인천 --limit 5' },
  { run: 'liaison conflicts --space "$SPACE"' },
  {
    run: 'liaison import seizures.csv --suggest --out mapping.json',
    at: 'none',
    before: `printf 'Case No,Date,Drug,Weight (kg),Port\\nA-1,2026-11-24,Ice,2.1,Busan\\nA-2,2026-11-25,Yaba,1,Jeju\\n' > seizures.csv`,
  },
  { run: 'liaison import seizures.csv --space "$SPACE" --mapping mapping.json --dry-run' },
  { run: 'liaison import seizures.csv --space "$SPACE" --mapping mapping.json' },
];

const EXCHANGE: readonly StoryStep[] = [
  { run: 'liaison sync --with TH' },
  { run: 'liaison sync', exit: 4 }, // VN runs no node
  { run: 'liaison recall record "$RECORD" --reason source-protection --dry-run' },
  { run: 'liaison recall record "$RECORD" --reason error --yes' },
  { run: 'liaison recall status "$RECORD"' },
  { run: 'liaison recall list --space "$SPACE"' },
  { run: 'liaison recall reinstate "$RECORD"' },
  { run: 'liaison recall renew --dry-run' },
  { run: 'liaison recall renew' },
  { run: 'liaison bundle make --for TH --out /media/stick/to-bangkok.bundle' },
  { run: 'liaison bundle read /media/stick/to-bangkok.bundle', at: 'th' },
  { run: 'liaison consent request "$SPACE" VN' },
  { run: 'liaison consent give "$SPACE" VN', at: 'th' },
  { run: 'liaison consent list "$SPACE"', at: 'th' },
  { run: 'liaison consent withdraw "$SPACE" VN', at: 'th' },
  { run: 'liaison space audience "$SPACE" --add VN --dry-run' },
  { run: 'liaison space audience "$SPACE" --add VN --yes' },
  { run: 'liaison doctor', exit: 3 }, // VN runs no node
  { run: 'liaison doctor --offline' },
  { run: 'liaison verify' },
  { run: 'liaison verify --rebuild' },
  { run: 'liaison set-aside --limit 20' },
  { run: 'liaison conformance https://desk.example:8443', at: 'none' },
  { run: 'liaison --home ./try/kr conformance https://desk.example:8443' },
];

const LAPTOP: readonly StoryStep[] = [
  {
    run: 'liaison --home ./laptop enrol request --member KR --label KR-laptop --officer "Officer Kim" --out request.json',
    gives: ({ fingerprint }: { fingerprint: string }) => ({ FINGERPRINT: fingerprint }),
  },
  {
    run: 'liaison enrol grant request.json --spaces "$SPACE" --fingerprint "$FINGERPRINT" --until 2099-05-01T00:00:00.000+09:00 --out certificate.json',
  },
  { run: 'liaison --home ./laptop enrol complete certificate.json' },
  { run: 'liaison --home ./laptop enrol renew --as "Officer Kim" --out renewal.json' },
  { run: 'liaison --home ./laptop enrol renew --machine --out machine-renewal.json' },
  { run: 'liaison home moved --yes' },
  { run: 'liaison bundle make --for KR-laptop --whole' },
  { run: 'liaison pin KR-laptop --dry-run' },
  { run: 'liaison pin KR-laptop' },
  { run: 'liaison pin KR-laptop --space "$SPACE" --up-to held' },
  { run: 'liaison recover list' },
  { run: 'liaison recover write "$ENTRY" --dry-run', fails: 'lost-edit-unknown' },
  { run: 'liaison recover let-go "$ENTRY"', fails: 'lost-edit-unknown' },
  { run: 'liaison space transfer "$SPACE" --to TH' },
  { run: 'liaison space accept "$SPACE"', at: 'th', before: 'liaison sync --with TH --home ./try/kr > /dev/null' },
];

const COMMUNITY: readonly StoryStep[] = [
  {
    run: 'liaison --home ./la init --member LA --officer "Desk officer" --address https://127.0.0.1:4430',
    at: 'la',
  },
  { run: 'liaison --home ./la member show --card la.card.json', at: 'la' },
  { run: 'liaison roster propose --add la.card.json --threshold 2' },
  { run: 'liaison roster sign roster-proposal.json --root /media/stick/root.jwe --out signed-kr.json' },
  {
    run: 'liaison roster combine signed-kr.json signed-th.json --dry-run',
    before: `
      liaison roster sign roster-proposal.json --root try/th/keys/root.jwe --out signed-th.json --passphrase-file try/th/passphrase.txt > /dev/null
      liaison roster sign roster-proposal.json --root la/keys/root.jwe --out signed-la.json --passphrase-file la.txt > /dev/null`,
    fails: 'roster-signature-missing',
  },
  { run: 'liaison roster combine signed-kr.json signed-th.json signed-la.json --yes' },
  { run: 'liaison roster export --out community.json' },
  { run: 'liaison --home ./la roster import community.json --dry-run', at: 'la' },
  { run: 'liaison --home ./la roster import community.json', at: 'la' },
  { run: 'liaison member rotate-directory-key --root /media/stick/root.jwe' },
  {
    run: 'liaison member keygen --out /media/stick/root-2.jwe',
    gives: ({ rootKey }: { rootKey: string }) => ({ ROOT_KEY: rootKey }),
  },
  { run: 'liaison member show --card kr.card.json --root-key "$ROOT_KEY"' },
  { run: 'liaison roster propose --rotate-root kr.card.json --out rotation.json' },
  {
    run: 'liaison member rotate-root --root /media/stick/root-2.jwe',
    before: `
      liaison roster sign rotation.json --root /media/stick/root.jwe > /dev/null
      liaison roster sign rotation.json --root /media/stick/root-2.jwe > /dev/null
      liaison roster sign rotation.json --root try/th/keys/root.jwe --passphrase-file try/th/passphrase.txt > /dev/null
      liaison roster combine rotation.json --yes > /dev/null`,
  },
  { run: 'liaison roster propose --remove LA --out removal.json' },
  { run: 'liaison roster pin LA --out pins.json', fails: 'roster-member-present' },
  { run: 'eval "$(liaison completion bash)"', at: 'none' },
  { run: 'liaison completion zsh > ~/.zfunc/_liaison', at: 'none', before: 'mkdir -p ~/.zfunc' },
  {
    run: 'liaison completion fish > ~/.config/fish/completions/liaison.fish',
    at: 'none',
    before: 'mkdir -p ~/.config/fish/completions',
  },
];

/** All examples, in an order in which each finds what it needs. */
export const EXAMPLE_STORY: readonly StoryStep[] = [...BEGINNING, ...RECORDS, ...EXCHANGE, ...LAPTOP, ...COMMUNITY];
