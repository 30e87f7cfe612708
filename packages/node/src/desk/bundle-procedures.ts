import { z } from 'zod';
import { type MadeBundle, type MakeBundleProgress, makeBundle } from '../commands/make-bundle.js';
import { type ReadBundle, type ReadBundleProgress, readBundleFile } from '../commands/read-bundle.js';
import { deskRouterOf, deskWork } from './desk-procedure.js';
import { longWork, stopping } from './long-work.js';

const makeInput = z.strictObject({
  for: z.array(z.string().min(1)).min(1).max(1_000),
  file: z.string().min(1),
  whole: z.boolean(),
});

/** Exchange by files. */
export const bundleProcedures = deskRouterOf({
  make: deskWork
    .meta({ needs: 'release', from: 'socket' })
    .input(makeInput)
    .mutation(async function* ({ ctx, input, signal }) {
      yield* longWork<MakeBundleProgress, MadeBundle>((onProgress) =>
        makeBundle(ctx.home, { ...input, onProgress, ...stopping(signal) }),
      );
    }),
  read: deskWork
    .meta({ needs: 'write', from: 'socket' })
    .input(z.strictObject({ file: z.string().min(1) }))
    .mutation(async function* ({ ctx, input, signal }) {
      yield* longWork<ReadBundleProgress, ReadBundle>((onProgress) =>
        readBundleFile(ctx.home, { ...input, onProgress, ...stopping(signal) }),
      );
    }),
});
