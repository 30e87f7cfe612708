import { z } from 'zod';
import { type ImportReport, importFile } from '../commands/import-file.js';
import type { ImportCounts } from '../commands/import-run.js';
import { type PeerProgress, type SyncPeersReport, syncPeers } from '../commands/sync-peers.js';
import { callerOf } from '../conformance/caller-of.js';
import { checkConformance } from '../conformance/check-conformance.js';
import { findSpace } from '../queries/find-record.js';
import type { CheckProgress } from '../verify/steps.js';
import { turn, type VerifyReport, verifyHome } from '../verify/verify-home.js';
import { deskRouterOf, deskWork, officerInput } from './desk-procedure.js';
import { longWork, stopping } from './long-work.js';

const importInput = z.strictObject({
  officer: officerInput,
  space: z.string(),
  file: z.string(),
  mappingFile: z.string(),
  rejectsFile: z.string().optional(),
  dryRun: z.boolean(),
});

export interface VerifyProgress {
  readonly entries: number;
}

export interface VerifyAnswer extends VerifyReport {
  /** How many sections a rebuild made anew. */
  readonly sections?: number;
}

/** Work that takes long: each yields progress and, last, its result. */
export const workProcedures = deskRouterOf({
  conformance: deskWork
    .meta({ needs: 'pin' })
    .input(z.strictObject({ address: z.string().regex(/^https:\/\/[^\s/]+$/) }))
    .mutation(({ ctx, input: { address } }) => checkConformance(address, callerOf(ctx.home, address))),
  import: deskWork
    .meta({ needs: 'import', from: 'socket' })
    .input(importInput)
    .mutation(async function* ({ ctx, input, signal }) {
      const { officer, space, rejectsFile, ...rest } = input;
      const { home } = ctx;
      const { id } = home.replica.reading(() => findSpace(home.replica.context, space));
      const author = await ctx.author(officer);
      yield* longWork<ImportCounts, ImportReport>((onProgress) =>
        importFile(home.work, author, {
          ...rest,
          ...(rejectsFile === undefined ? {} : { rejectsFile }),
          space: id,
          onProgress: (counts) => onProgress({ ...counts }),
          ...stopping(signal),
        }),
      );
    }),
  sync: deskWork
    .meta({ needs: 'write' })
    .input(z.strictObject({ with: z.string().optional() }))
    .mutation(async function* ({ ctx, input, signal }) {
      const peer = input.with === undefined ? {} : { with: input.with };
      yield* longWork<PeerProgress, SyncPeersReport>((onProgress) =>
        syncPeers(ctx.home, { ...peer, onProgress, ...stopping(signal) }),
      );
    }),
  verify: deskWork
    .meta({ needs: 'write' })
    .input(z.strictObject({ rebuild: z.boolean() }))
    .mutation(async function* ({ ctx, input, signal }) {
      const { replica, work } = ctx.home;
      yield* longWork<VerifyProgress, VerifyAnswer>(async (onProgress) => {
        const onEntries = (entries: number) => onProgress({ entries });
        const between = async ({ entries }: CheckProgress) => {
          if (entries !== undefined) onEntries(entries);
          await turn(signal);
        };
        const { problems: anew = [], ...rebuilt } = input.rebuild ? await work.judgeAnew(between) : {};
        const checkFile = () => work.checkFile();
        const report = await verifyHome(replica, { onProgress: onEntries, checkFile, ...stopping(signal) });
        const problems = [...report.problems, ...anew];
        return { ...report, ...rebuilt, problems, ok: problems.length === 0 };
      });
    }),
});
