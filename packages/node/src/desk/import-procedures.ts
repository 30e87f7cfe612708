import { IMPORT_LIMITS } from '@liaison/interchange';
import { decodeBase64url, kindNameSchema, LiaisonError, type WriterId } from '@liaison/protocol';
import { z } from 'zod';
import type { ImportCounts } from '../commands/import-run.js';
import {
  importUpload,
  previewUpload,
  RunningImports,
  suggestForColumn,
  suggestForUpload,
  type UploadImportReport,
} from '../commands/import-upload.js';
import { beginUpload, dropUpload, putUploadPart, UPLOAD_LIMITS, uploadOf } from '../commands/upload-file.js';
import { findSpace } from '../queries/find-record.js';
import { askingOfficer } from './asking-officer.js';
import type { DeskContext } from './desk-context.js';
import { deskCommand, deskProcedure, deskRouterOf, deskWork, officerInput, together } from './desk-procedure.js';
import { readerInput } from './list-inputs.js';
import { longWork } from './long-work.js';

const upload = z.string().regex(/^[0-9a-f]{32}$/);
const mapping = z.string().min(2).max(IMPORT_LIMITS.mappingCharsMax);
/** Base64url without padding: a third more than the bytes. */
const content = z.string().max(Math.ceil((UPLOAD_LIMITS.partBytesMax * 4) / 3));
const byReader = { ...readerInput, upload };

const running = new RunningImports();

/** The officer's certificate: an uploaded file is theirs alone. */
function certificateOf(ctx: DeskContext, officer: string | undefined) {
  const writer: WriterId = askingOfficer(ctx, officer);
  const certificate = ctx.home.replica.certificate(writer);
  if (certificate !== undefined) return certificate;
  throw new LiaisonError(
    'officer-unknown',
    'No certificate of this officer is held.',
    'Sync with the home desk first.',
  );
}

function bytesOf(text: string): Uint8Array {
  const decoded = decodeBase64url(text);
  if (decoded.ok) return decoded.value;
  throw decoded.error;
}

/** A file handed over in parts, mapped, tried and imported; it never lies anywhere but in the encrypted database. */
export const importProcedures = deskRouterOf({
  begin: deskCommand
    .meta({ needs: 'import' })
    .input(z.strictObject({ ...readerInput, name: z.string().max(1_000), bytes: z.number().int().min(0) }))
    .mutation(({ ctx, input: { officer, ...file } }) =>
      beginUpload(ctx.home.replica, askingOfficer(ctx, officer), file),
    ),
  part: deskCommand
    .meta({ needs: 'import' })
    .input(z.strictObject({ ...byReader, at: z.number().int().min(0), content }))
    .mutation(({ ctx, input: { officer, content: text, ...part } }) =>
      putUploadPart(ctx.home.replica, askingOfficer(ctx, officer), { ...part, content: bytesOf(text) }),
    ),
  drop: deskCommand
    .meta({ needs: 'import' })
    .input(z.strictObject(byReader))
    .mutation(({ ctx, input: { officer, upload: id } }) => {
      const own = { officer: askingOfficer(ctx, officer), upload: id };
      running.cancel(own);
      dropUpload(ctx.home.replica, own.officer, id);
    }),
  suggest: deskProcedure
    .input(z.strictObject({ ...byReader, kind: kindNameSchema.optional() }))
    .query(({ ctx, input: { officer, upload: id, kind } }) =>
      suggestForUpload(ctx.home, certificateOf(ctx, officer), { upload: id, ...(kind === undefined ? {} : { kind }) }),
    ),
  /** How a column would be read as the field that an officer chose for it. */
  column: deskProcedure
    .input(
      z.strictObject({
        ...byReader,
        kind: kindNameSchema,
        field: z.string().min(1).max(64),
        column: z.string().max(1_000),
      }),
    )
    .query(({ ctx, input: { officer, ...wanted } }) => suggestForColumn(ctx.home, certificateOf(ctx, officer), wanted)),
  /**
   * Changes nothing; it is no query because a mapping is longer than an address may be. So its answer, which is rows of the
   * file, is not kept for a repetition: the file is to be gone once it is dropped.
   */
  preview: deskWork
    .meta({ needs: 'import', repeatable: true })
    .input(z.strictObject({ ...byReader, mapping, rows: z.number().int().min(1).max(100).default(20) }))
    .mutation(({ ctx, input: { officer, ...preview } }) =>
      previewUpload(ctx.home, certificateOf(ctx, officer), preview),
    ),
  /** Progress, then the report. To leave the call stops it, and so does `cancel`; what is written is whole entries. */
  run: deskWork
    .meta({ needs: 'import' })
    .input(z.strictObject({ officer: officerInput, upload, space: z.string().max(100), mapping, dryRun: z.boolean() }))
    .mutation(async function* ({ ctx, input: { officer, space, ...run }, signal }) {
      const { home } = ctx;
      const { id } = home.replica.reading(() => findSpace(home.replica.context, space));
      const author = await ctx.author(officer);
      yield* longWork<ImportCounts, UploadImportReport>((onProgress) =>
        running.run({ officer: author.certificate.claims.writer, upload: run.upload }, signal, (stop) =>
          importUpload(home, author, {
            ...run,
            space: id,
            signal: stop,
            onProgress: (counts) => onProgress({ ...counts }),
          }),
        ),
      );
    }),
  cancel: deskWork
    .meta({ needs: 'import' })
    .input(z.strictObject(byReader))
    .mutation(({ ctx, input: { officer, upload: id } }) => {
      const own = { officer: askingOfficer(ctx, officer), upload: id };
      uploadOf(ctx.home.replica.context, own.officer, id);
      return { cancelled: running.cancel(own) };
    }),
  /** Rejected rows of the last run as lines of JSON, to be saved; page by page. */
  rejects: deskProcedure.input(z.strictObject({ ...byReader, after: z.number().int().min(0).default(0) })).query(
    together(({ ctx, input: { officer, upload: id, after } }) => {
      const { context } = ctx.home.replica;
      const { name } = uploadOf(context, askingOfficer(ctx, officer), id);
      const rows = context.store.uploads.rejects(id, after, 1_000);
      const lines = rows.map(({ rejection }) => `${rejection}\n`).join('');
      return { name: `${name}.rejected.jsonl`, lines, next: rows.length < 1_000 ? null : (rows.at(-1)?.row ?? null) };
    }),
  ),
});
