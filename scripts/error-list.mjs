// @ts-check
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { errorPage } from './checks/error-codes.mjs';
import { readSourceFiles } from './checks/source-files.mjs';
import { inRepository } from './steps/repository.mjs';

const PAGE = 'docs/ERRORS.md';

writeFileSync(inRepository(PAGE), errorPage(readSourceFiles()));
const { status } = spawnSync('npx', ['biome', 'format', '--write', PAGE], { cwd: inRepository('.'), stdio: 'inherit' });
process.exitCode = status ?? 1;
