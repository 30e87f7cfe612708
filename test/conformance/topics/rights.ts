import { openCertificate, writerIdOf } from '@liaison/identity';
import { buildEntry, type DraftOperation, judgeRight, openWireEntry } from '@liaison/ledger';
import {
  canonicalJson,
  decodePage,
  encodePage,
  FORM,
  genesisSchema,
  hex,
  type JsonValue,
  type Lane,
  memberCodeSchema,
  type OperationHeader,
  operationHeaderSchema,
  spaceIdOf,
  type WireEntry,
  writerIdSchema,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import { seededRandom } from '../seeded-keys.js';
import { accepted, type Case, invalid, type JsonObject, refused, type Topic, valid } from '../vector-file.js';
import {
  type Claims,
  certificate,
  directoryKey,
  idOf,
  officerClaims,
  officerKey,
  serviceClaims,
} from './document-federation.js';

const genesis = genesisSchema.parse({
  founder: writerIdOf('KR', officerKey.publicKey),
  kind: 'case',
  owner: 'KR',
  rule: 'owner-decides',
  salt: 'AAECAwQFBgcICQoLDA0ODw',
});
const space = spaceIdOf(genesis);
const otherGenesis = { ...genesis, salt: 'AAECAwQFBgcICQoLDA0OEA' };
const record = '018f3a5e-7c1b-7d20-9a3b-5c4d3e2f1a0b';

const json = (header: object, content: JsonValue): DraftOperation => ({
  form: FORM.json,
  header: operationHeaderSchema.parse(header) satisfies OperationHeader,
  content: Buffer.from(canonicalJson(content)),
});
const FOUND = json({ op: 'genesis' }, genesis);
const FOUND_OTHER = json({ op: 'genesis' }, otherGenesis);
const AUDIENCE = json({ op: 'audience' }, { cuts: [], members: ['TH'] });
const CONSENT = json({ op: 'consent' }, { audience: ['KR', 'TH', 'VN'], newcomer: 'VN' });
const TRANSFER = json({ op: 'transfer' }, { to: 'TH' });
const ACCEPT = json({ op: 'accept' }, { transfer: idOf('transfer') });
const RECALL = json({ op: 'recall' }, { reason: 'error', record, section: 'KR' });
const RECALL_OF_TH = json({ op: 'recall' }, { reason: 'withdrawn', record, section: 'TH' });
const REINSTATE_OF_TH = json({ op: 'reinstate' }, { record, section: 'TH' });
const PIN = json({ op: 'pin' }, { delegation: 'not looked at here', pin: 'not looked at here' });
const EDIT: DraftOperation = {
  form: FORM.update,
  header: operationHeaderSchema.parse({ op: 'edit', kind: 'seizure', record, section: 'KR' }),
  content: Uint8Array.of(0, 0),
};

function pageWith(lane: Lane, operations: readonly DraftOperation[], seq = 1): string {
  const prev = seq === 1 ? null : (idOf('previous') as never);
  const writer = writerIdOf('KR', officerKey.publicKey);
  const at = '2026-11-24T14:05:00.000+07:00';
  const draft = { space, lane, writer, seq, prev, heads: [], at, operations };
  return hex(encodePage([buildEntry(draft, officerKey, seededRandom('rights'), skeletonOf).wire]));
}

const author = (change: Claims): string => certificate({ ...officerClaims, scope: '*', ...change });
const MAY_ALL = author({ powers: ['audience', 'space', 'write'] });
const MAY_WRITE = author({ powers: ['write'] });
const OF_TH = author({
  member: 'TH',
  writer: writerIdOf('TH', officerKey.publicKey),
  powers: ['audience', 'space', 'write'],
});
const RECALLER_OF_TH = author({
  member: 'TH',
  writer: writerIdOf('TH', officerKey.publicKey),
  powers: ['recall'],
});
const ELSEWHERE = author({ powers: ['write'], scope: [idOf('space a')] });

const past = (change: JsonObject = {}): JsonValue => ({
  owner: 'KR',
  founders: [String(serviceClaims.writer)],
  audience: ['KR', 'TH'],
  removed: [],
  ...change,
});
const OWN = past();
const CLOSED = past({ audience: ['KR'] });
const WITHOUT_TH = past({ audience: ['KR'], removed: ['TH'] });
const OWNED_BY_TH = past({ owner: 'TH' });
const FOUNDED_BY_AUTHOR = past({ founders: [String(officerClaims.writer)] });
const ITSELF = past({ founders: [String(officerClaims.writer)], audience: ['KR'] });

const given = (certificateToken: string, page: string, known: JsonValue | null): JsonObject => ({
  certificate: certificateToken,
  page,
  past: known === null ? [] : [known],
});
const no = (comment: string, input: JsonObject, code: string): Case => invalid(comment, input, flagOf(code), code);
const flagOf = (code: string): string =>
  code
    .split('-')
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join('');
const edit = pageWith('record', [EDIT]);

const cases = (): Case[] => [
  valid("an edit of the owner's writer", given(MAY_WRITE, edit, CLOSED)),
  valid('an edit of a member of the audience', given(OF_TH, edit, OWN)),
  valid('an edit outside the scope in a space that the author founded', given(ELSEWHERE, edit, FOUNDED_BY_AUTHOR)),
  valid('a genesis and a first audience', given(MAY_ALL, pageWith('control', [FOUND, AUDIENCE]), ITSELF)),
  valid('an audience of the owner', given(MAY_ALL, pageWith('control', [AUDIENCE]), OWN)),
  valid('a pin asks for no power', given(author({ powers: [] }), pageWith('control', [PIN]), OWN)),
  valid('a consent of a member of the audience', given(OF_TH, pageWith('control', [CONSENT]), OWN)),
  valid('a transfer by the owner', given(MAY_ALL, pageWith('control', [TRANSFER]), OWN)),
  valid('an acceptance', given(OF_TH, pageWith('control', [ACCEPT]), OWN)),
  valid('an audience of the new owner', given(OF_TH, pageWith('control', [AUDIENCE]), OWNED_BY_TH)),
  no('an audience of the owner before', given(MAY_ALL, pageWith('control', [AUDIENCE]), OWNED_BY_TH), 'not-owner'),
  no('a transfer by a guest', given(OF_TH, pageWith('control', [TRANSFER]), OWN), 'not-owner'),
  no('a consent without the power', given(MAY_WRITE, pageWith('control', [CONSENT]), OWN), 'no-power'),
  no('a consent of a stranger', given(OF_TH, pageWith('control', [CONSENT]), CLOSED), 'not-in-audience'),
  valid('a recall', given(author({ powers: ['recall'] }), pageWith('control', [RECALL]), OWN)),
  valid(
    'AUT-3: a recall of a member that was removed',
    given(RECALLER_OF_TH, pageWith('control', [RECALL_OF_TH, RECALL_OF_TH]), WITHOUT_TH),
  ),
  no(
    'a recall of a member that never belonged',
    given(RECALLER_OF_TH, pageWith('control', [RECALL_OF_TH]), CLOSED),
    'not-in-audience',
  ),
  no(
    'a reinstatement of a member that was removed',
    given(RECALLER_OF_TH, pageWith('control', [RECALL_OF_TH, REINSTATE_OF_TH]), WITHOUT_TH),
    'not-in-audience',
  ),
  no(
    'a pin carried by a member that was removed',
    given(OF_TH, pageWith('control', [PIN]), WITHOUT_TH),
    'not-in-audience',
  ),
  no('an edit of a member that was removed', given(OF_TH, edit, WITHOUT_TH), 'not-in-audience'),
  no(
    'a recall without the power of a member that was removed',
    given(OF_TH, pageWith('control', [RECALL_OF_TH]), WITHOUT_TH),
    'no-power',
  ),
  no('a recall without the power', given(MAY_WRITE, pageWith('control', [RECALL]), OWN), 'no-power'),
  no('a space without beginning', given(MAY_WRITE, edit, null), 'no-genesis'),
  no('a member outside the audience', given(OF_TH, edit, CLOSED), 'not-in-audience'),
  no('a space outside the scope', given(ELSEWHERE, edit, OWN), 'out-of-scope'),
  no('an edit without the power', given(author({ powers: ['audience'] }), edit, OWN), 'no-power'),
  no('an audience without the power', given(MAY_WRITE, pageWith('control', [AUDIENCE]), OWN), 'no-power'),
  no('a genesis without the power', given(MAY_WRITE, pageWith('control', [FOUND]), ITSELF), 'no-power'),
  no('an audience of another member', given(OF_TH, pageWith('control', [AUDIENCE]), OWN), 'not-owner'),
  no('a genesis of another member', given(OF_TH, pageWith('control', [FOUND]), OWN), 'not-owner'),
  no(
    'a genesis as second operation',
    given(MAY_ALL, pageWith('control', [AUDIENCE, FOUND]), OWN),
    'genesis-out-of-place',
  ),
  no('a genesis in a second entry', given(MAY_ALL, pageWith('control', [FOUND], 2), OWN), 'genesis-out-of-place'),
  no('a genesis in the record lane', given(MAY_ALL, pageWith('record', [FOUND]), OWN), 'genesis-out-of-place'),
  no('the genesis of another space', given(MAY_ALL, pageWith('control', [FOUND_OTHER]), OWN), 'genesis-out-of-place'),
  no('one operation of two without the power', given(MAY_WRITE, pageWith('control', [PIN, AUDIENCE]), OWN), 'no-power'),
];

export const rightTopic: Topic = {
  path: 'validity/right',
  comment:
    "The right of an entry's author, from its certificate and what the entry's causal past says (a list of none or one).",
  shapes: {
    context: { directoryKey: 'string', memberNumber: 'integer' },
    input: { certificate: 'string', page: 'string', past: 'array' },
    expected: { right: 'boolean' },
  },
  notes: {
    NoGenesis: { bugType: 'AUTHORITY', effect: 'Entries of a space that nobody owns.', rules: ['AUT-2'] },
    NotInAudience: { bugType: 'AUTHORITY', effect: 'Strangers write into a space.', rules: ['AUT-3'] },
    OutOfScope: {
      bugType: 'AUTHORITY',
      effect: 'A stolen laptop writes into every space of its member.',
      rules: ['AUT-4'],
    },
    NoPower: {
      bugType: 'AUTHORITY',
      effect: 'A writer does what its member did not allow.',
      rules: ['AUT-5', 'CRT-3'],
    },
    NotOwner: { bugType: 'AUTHORITY', effect: 'A guest invites guests.', rules: ['AUT-6'] },
    GenesisOutOfPlace: {
      bugType: 'AUTHORITY',
      effect: 'A space is founded twice, with two owners.',
      rules: ['AUT-6', 'SPC-3'],
    },
  },
  groups: () => [
    {
      comment: 'writers of KR and TH under one key',
      context: { directoryKey: directoryKey.publicKey, memberNumber: 410 },
      cases: cases(),
    },
  ],
  run: ({ certificate: token, page, past: known }, context) => {
    const opened = openCertificate(token, String(context.directoryKey), Number(context.memberNumber));
    const decoded = decodePage(Buffer.from(String(page), 'hex'));
    if (!opened.ok || !decoded.ok) return refused('unreadable');
    const entry = openWireEntry(decoded.value[0] as WireEntry, skeletonOf);
    if (!entry.ok) return refused(entry.error.code);
    const refusal = judgeRight(entry.value, opened.value, pastOf((known as JsonObject[])[0]));
    return refusal === null ? accepted({ right: true }) : refused(refusal);
  },
};

function pastOf(known: JsonObject | undefined) {
  if (known === undefined) return undefined;
  return {
    owner: memberCodeSchema.parse(known.owner),
    founders: new Set((known.founders as string[]).map((writer) => writerIdSchema.parse(writer))),
    audience: new Set((known.audience as string[]).map((code) => memberCodeSchema.parse(code))),
    cuts: (known.removed as string[]).map((code) => ({ member: memberCodeSchema.parse(code) })),
  };
}
