import { z } from 'zod';
import {
  claimedTimeSchema,
  documentIdSchema,
  hashText,
  memberCodeSchema,
  publicKeySchema,
  spaceIdSchema,
  writerIdSchema,
} from './identifiers.js';
import { LIMITS } from './limits.js';

/** What a writer may do (CRT-3). */
export const powerSchema = z.enum(['write', 'space', 'audience', 'pin', 'import', 'release', 'recall']);
export type Power = z.infer<typeof powerSchema>;

/** `*`: every space its member is entitled to; else only these, and always those whose genesis it signed (CRT-4). */
export const scopeSchema = z.union([z.literal('*'), z.array(spaceIdSchema).max(10_000)]);
export type Scope = z.infer<typeof scopeSchema>;

/** Serials start at 1 and fit the lower 20 bits of a Yjs clientID (CRT-5). */
export const serialSchema = z.number().int().min(1).max(0xf_ffff);

/** ISO 3166-1 numeric of a country (1–999), or 1000–4095 for an organisation (ROS-3). */
export const memberNumberSchema = z.number().int().min(1).max(4095);

/**
 * Claims of a certificate, signed by the member's directory key (CRT-1). `home` is the service writer of the machine
 * that holds this key (its own id for a service). `name` is a salted commitment to the officer's name.
 */
export const certificateClaimsSchema = z.strictObject({
  v: z.literal(1),
  member: memberCodeSchema,
  writer: writerIdSchema,
  role: z.enum(['service', 'officer']),
  home: writerIdSchema,
  serial: serialSchema,
  signingKey: publicKeySchema,
  agreementKey: publicKeySchema,
  powers: z.array(powerSchema).max(32),
  scope: scopeSchema,
  from: claimedTimeSchema.nullable(),
  until: claimedTimeSchema.nullable(),
  name: hashText.nullable(),
});
export type CertificateClaims = z.infer<typeof certificateClaimsSchema>;

/** Claims of a delegation: root key to directory key, the highest version holds (DIR-2). */
export const delegationClaimsSchema = z.strictObject({
  v: z.literal(1),
  member: memberCodeSchema,
  version: z.number().int().min(1),
  directoryKey: publicKeySchema,
  at: claimedTimeSchema,
});
export type DelegationClaims = z.infer<typeof delegationClaimsSchema>;

/** One reachable node of a member: its service writer, its https addresses and the SHA-256 of its TLS certificate (DER). */
export const nodeAddressSchema = z.strictObject({
  writer: writerIdSchema,
  addresses: z
    .array(
      z
        .string()
        .max(300)
        .regex(/^https:\/\/[^\s/]+$/),
    )
    .max(16),
  tlsPin: hashText,
});
export type NodeAddress = z.infer<typeof nodeAddressSchema>;

/** A mark that a writer's key is no longer trusted: new entries of it wait in quarantine until a pin decides (DIR-7). */
export const revocationSchema = z.strictObject({ writer: writerIdSchema, at: claimedTimeSchema });

/** Claims of a directory, signed by the directory key that `delegation` names (DIR-1). Every list is sorted. */
export const directoryClaimsSchema = z.strictObject({
  v: z.literal(1),
  member: memberCodeSchema,
  version: z.number().int().min(1),
  previous: documentIdSchema.nullable(),
  delegation: z.string().max(4096),
  certificates: z.array(z.string().max(1_000_000)).max(LIMITS.directoryCertificatesMax),
  nodes: z.array(nodeAddressSchema).max(LIMITS.directoryNodesMax),
  revoked: z.array(revocationSchema).max(LIMITS.directoryCertificatesMax),
  at: claimedTimeSchema,
});
export type DirectoryClaims = z.infer<typeof directoryClaimsSchema>;

export const rosterMemberSchema = z.strictObject({
  code: memberCodeSchema,
  number: memberNumberSchema,
  rootKey: publicKeySchema,
});
export type RosterMember = z.infer<typeof rosterMemberSchema>;

/**
 * A root key that has ended, because its member left or took another one (ROS-6). `directory` is the one directory under
 * it whose certificates go on having powers; null: none was held.
 */
export const formerRootSchema = z.strictObject({
  ...rosterMemberSchema.shape,
  directory: documentIdSchema.nullable(),
});
export type FormerRoot = z.infer<typeof formerRootSchema>;

/** A roster that lost against another one of its version, and which version that was (ROS-8). */
export const settledRosterSchema = z.strictObject({ version: z.number().int().min(2), id: documentIdSchema });

/** Claims of a roster (ROS-1): members sorted by code, former roots by code and key. */
export const rosterClaimsSchema = z.strictObject({
  v: z.literal(1),
  community: z.string().min(1).max(100),
  version: z.number().int().min(1).max(LIMITS.rostersMax),
  previous: documentIdSchema.nullable(),
  settles: z.array(settledRosterSchema).max(16),
  threshold: z.number().int().min(1).max(1000),
  members: z.array(rosterMemberSchema).min(1).max(1000),
  former: z.array(formerRootSchema).max(1000),
  at: claimedTimeSchema,
});
export type RosterClaims = z.infer<typeof rosterClaimsSchema>;

/** The signature of one root over something that several roots sign, sorted by key (ROS-2). */
export const rootSignatureSchema = z.strictObject({ rootKey: publicKeySchema, signature: z.string().length(86) });
export type RootSignature = z.infer<typeof rootSignatureSchema>;

/** What several roots sign, as it travels: `signed` is `header.payload` (ROS-2). */
export const jointlySignedSchema = z.strictObject({
  signed: z.string().max(LIMITS.documentCharsMax),
  signatures: z.array(rootSignatureSchema).max(3_000),
});
export type JointlySigned = z.infer<typeof jointlySignedSchema>;

/** A roster as it travels. */
export type Roster = JointlySigned;

/** Claims of an enrolment request, signed by the key that asks: the proof of possession (ENR-1). */
export const enrolmentRequestSchema = z.strictObject({
  v: z.literal(1),
  member: memberCodeSchema,
  role: z.enum(['service', 'officer']),
  signingKey: publicKeySchema,
  agreementKey: publicKeySchema,
  label: z.string().min(1).max(200),
  at: claimedTimeSchema,
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;
