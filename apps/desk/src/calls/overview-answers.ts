import type { DeskRouter } from '@liaison/node';
import type { inferRouterOutputs } from '@trpc/server';

type Answers = inferRouterOutputs<DeskRouter>;

/** What the node says of the day and of the peers, by the names the pages use. */
export type Overview = Answers['overview']['today'];
export type Need = Overview['needs'][number];
export type CameIn = Overview['cameIn'];
export type ListedPeer = Overview['peers'][number];

type TestStep = Answers['peer']['test'] extends AsyncIterable<infer Each> ? Each : never;
export type PeerStep = Extract<TestStep, { type: 'result' }>['result']['steps'][number];
