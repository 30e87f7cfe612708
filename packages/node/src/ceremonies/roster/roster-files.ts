import { jointlySignedSchema, LIMITS, memberCodeSchema, memberNumberSchema, publicKeySchema } from '@liaison/protocol';
import { z } from 'zod';
import { homeError } from '../../home/home-errors.js';

const documentToken = z.string().min(1).max(LIMITS.documentCharsMax);
const rosters = z.array(jointlySignedSchema).min(1).max(LIMITS.rostersMax);
const directories = z.array(documentToken).max(LIMITS.rostersMax * 16);

const cardSchema = z.strictObject({
  format: z.literal('liaison-member/1'),
  code: memberCodeSchema,
  number: memberNumberSchema,
  rootKey: publicKeySchema,
  directories,
});

const proposalSchema = z.strictObject({
  format: z.literal('liaison-roster-proposal/1'),
  rosters,
  directories,
  /** The next roster; null in a file of pins. */
  roster: jointlySignedSchema.nullable(),
  /** Pins of a member that has left, under the last of `rosters` (PIN-6). */
  pins: z.array(jointlySignedSchema).max(10_000),
});

const communitySchema = z.strictObject({ format: z.literal('liaison-community/1'), rosters, directories });

/** What a member hands to the others so that it is named in a roster: no secret. */
export type MemberCard = z.infer<typeof cardSchema>;
/** What is to be signed, with everything that a signer needs to judge it, and the signatures so far. */
export type RosterProposal = z.infer<typeof proposalSchema>;
/** Every roster and directory that a home holds: what others need to follow. */
export type CommunityFile = z.infer<typeof communitySchema>;

/** A stick of any size may be put in; nothing larger than this is read. */
const CHARS_MAX = 67_108_864;

export const readMemberCard = (text: string): MemberCard => read(cardSchema, text, 'a member card');
export const readRosterProposal = (text: string): RosterProposal =>
  read(proposalSchema, text, 'a proposal of a roster');
export const readCommunityFile = (text: string): CommunityFile => read(communitySchema, text, 'a community file');

/** The text of any of these files, as a person may look at it. */
export const rosterFileText = (file: MemberCard | RosterProposal | CommunityFile): string =>
  `${JSON.stringify(file, null, 2)}\n`;

function read<File>(schema: z.ZodType<File>, text: string, what: string): File {
  if (text.length > CHARS_MAX) throw homeError('roster-file-malformed', `${what} is not that large`);
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw homeError('roster-file-malformed', `it is not ${what}`, { cause });
  }
}
