import { type CodeList, codesOf, type FieldSpec } from '@liaison/records';
import { plainName } from './plain-name.js';

/** Names that tables use beside the labels of a code list. Only what means one code wherever it is said. */
const ALIASES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  substance: {
    amphetamine: ['amphetamines', 'speed'],
    cannabis: [
      'marijuana',
      'marihuana',
      'marijuana (herb)',
      'ganja',
      'weed',
      'herbal cannabis',
      '대마초',
      'กัญชาแห้ง',
      'ganja kering',
    ],
    'cannabis-resin': ['hashish', 'hashish (resin)', 'hash', '해시시', '대마수지'],
    cocaine: ['cocaine salts', 'cocaine hydrochloride', 'crack', '코카인염', 'โคคาอีน'],
    fentanyl: ['fentanyls'],
    ghb: ['ghb', 'gbl'],
    heroin: ['heroine', '헤로인', 'ผงขาว', 'bạch phiến', 'hê rô in'],
    lsd: ['lysergide', 'lysergic acid diethylamide'],
    mdma: ['mdma', 'ecstasy', 'ecstasy-type substances', '엑스터시', 'ยาอี', 'thuốc lắc', 'ekstasi'],
    methamphetamine: [
      'meth',
      'ice',
      'crystal methamphetamine',
      'crystal meth',
      'shabu',
      'syabu',
      '필로폰',
      '메트암페타민',
      '메스암페타민',
      'ไอซ์',
      'ยาไอซ์',
      'ma túy đá',
    ],
    nps: ['nps', 'new psychoactive substances', '신종마약'],
    'synthetic-cannabinoid': ['synthetic cannabinoids', 'synthetic cannabinoids (spice)', 'spice', 'k2'],
    yaba: ['yaba', 'ya ba', '야바', 'ยาบ้า', 'hồng phiến', 'pil kuda'],
    other: ['others', 'other drugs', 'misc', '기타마약', 'อื่นๆ', 'lain lain'],
  },
  channel: {
    mail: ['post', 'postal', 'parcel', '우편', '국제우편물', 'ไปรษณีย์ระหว่างประเทศ', 'bưu điện', 'pos'],
    express: ['courier', 'express mail', '특송', 'ems'],
    'cargo-air': ['air', 'air freight', '항공'],
    'cargo-sea': ['sea', 'sea freight', 'container', '해상', '컨테이너'],
    traveller: ['passenger', 'air passenger', 'baggage', '승객', '휴대품', 'นักท่องเที่ยว'],
    vessel: ['boat', 'ship', 'fishing boat', '어선'],
    land: ['road', 'vehicle', 'border crossing', '차량', 'รถยนต์', 'kenderaan'],
    online: ['internet', 'darknet', 'dark web', '인터넷'],
    other: ['others', 'unknown', '불명'],
  },
};

/** Every name of a code, its labels and the code itself, in plain letters, to the code. */
function namesOf(list: CodeList): Map<string, string> {
  const named = new Map<string, string>();
  for (const code of codesOf(list)) {
    const labels = Object.values(list.labelsByCode[code] ?? {});
    for (const name of [code, ...labels, ...(ALIASES[list.name]?.[code] ?? [])]) named.set(plainKey(name), code);
  }
  return named;
}

/** Brackets count here: `Marijuana (herb)` is a name of its own. */
const plainKey = (name: string): string => plainName(name.replace(/[()[\]{}]/g, ' ')) || name;

/** The code that a source value names, or undefined. */
export function codeFinder(field: FieldSpec): (value: string) => string | undefined {
  if (field.type === 'country' || field.type === 'countries') return countryOf;
  const named = field.codes === undefined ? new Map<string, string>() : namesOf(field.codes);
  return (value) => named.get(plainKey(value)) ?? named.get(plainName(value));
}

const LANGUAGES = ['en', 'ko', 'th', 'vi', 'ms'];
let countries: Map<string, string> | undefined;

/** Names of countries as the runtime's locale data (CLDR) has them, and the codes themselves. */
function countryNames(): Map<string, string> {
  const named = new Map<string, string>();
  const displays = LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    for (const display of displays) {
      const name = display.of(code);
      if (name !== undefined) named.set(plainKey(name), code);
    }
  }
  for (const [name, code] of OTHER_COUNTRY_NAMES) named.set(plainKey(name), code);
  return named;
}

const OTHER_COUNTRY_NAMES: readonly (readonly [string, string])[] = [
  ['Viet Nam', 'VN'],
  ['Republic of Korea', 'KR'],
  ['Korea', 'KR'],
  ['한국', 'KR'],
  ['Lao PDR', 'LA'],
  ['USA', 'US'],
  ['UK', 'GB'],
  ['베트남', 'VN'],
];

function countryOf(value: string): string | undefined {
  if (/^[A-Z]{2}$/.test(value)) return value;
  countries ??= countryNames();
  return countries.get(plainKey(value));
}
