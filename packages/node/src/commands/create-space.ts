import {
  encodeBase64url,
  FORM,
  type Genesis,
  LiaisonError,
  type MemberCode,
  SALT_BYTES,
  type SpaceId,
  type SpaceKind,
  spaceIdOf,
} from '@liaison/protocol';
import { createSectionUpdate } from '@liaison/records';
import { controlOperation } from '../replica/control-operation.js';
import { projectSections } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import { spaceRecordId } from '../replica/space-record.js';
import { type Author, writeEntry } from '../replica/write-entry.js';
import { unknownMember } from './change-audience.js';

export interface CreateSpaceInput {
  readonly kind: SpaceKind;
  readonly title: string;
  readonly audience: readonly MemberCode[];
  /** Left out: `each-consents` for a case, `owner-decides` for a register. */
  readonly rule?: Genesis['rule'];
}

/** The third-party rule for what others contribute to; what a member publishes, it decides about itself. */
const DEFAULT_RULE: Readonly<Record<SpaceKind, Genesis['rule']>> = { case: 'each-consents', register: 'owner-decides' };

/** Opens a space of the own member: genesis and first audience in one control entry, its title as a record. */
export function createSpace(replica: Replica, author: Author, input: CreateSpaceInput): { space: SpaceId } {
  const { context } = replica;
  const audience = [...new Set(input.audience)].filter((code) => code !== context.member).sort();
  for (const code of audience) if (!context.authority.roster.membersByCode.has(code)) throw unknownMember(code);
  const genesis = newGenesis(replica, author, input);
  const space = spaceIdOf(genesis);
  return replica.transaction(() => {
    const touched = new TouchedSections();
    const founding = [controlOperation('genesis', genesis)];
    if (audience.length > 0) founding.push(controlOperation('audience', { cuts: [], members: audience }));
    writeEntry(context, author, { space, lane: 'control' }, founding, touched);
    const content = createSectionUpdate(author.certificate.clientId, { fields: { title: input.title } });
    if (content === null) throw titleMissing();
    const record = spaceRecordId(space);
    const header = { op: 'edit' as const, kind: 'space', record, section: context.member };
    writeEntry(context, author, { space, lane: 'record' }, [{ form: FORM.update, header, content }], touched);
    projectSections(context, touched);
    return { space };
  });
}

/** With an id that no command line takes for an option. */
function newGenesis({ context }: Replica, author: Author, { kind, rule }: CreateSpaceInput): Genesis {
  const founder = author.certificate.claims.writer;
  const about = { founder, kind, owner: context.member, rule: rule ?? DEFAULT_RULE[kind] };
  for (;;) {
    const genesis = { ...about, salt: encodeBase64url(context.random.bytes(SALT_BYTES)) };
    if (!spaceIdOf(genesis).startsWith('-')) return genesis;
  }
}

const titleMissing = () => new LiaisonError('title-missing', 'A space needs a title.', 'Give one with --title.');
