#!/usr/bin/env node
// The package manager links this file before anything is built, so it only points at what the build makes: few files where
// they are as new as the many that the compiler wrote, else those.
import { statSync } from 'node:fs';

const built = (path) => new URL(`../${path}`, import.meta.url);
const changedMs = (path) => statSync(built(path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

const PACKAGES = ['identity', 'ledger', 'records', 'store', 'sync', 'interchange', 'node'];
const compiled = ['.', '../../protocol', ...PACKAGES.map((name) => `../../packages/${name}`)];
const bundled = changedMs('dist/bundle/main.js');
const isFresh = compiled.every((workspace) => changedMs(`${workspace}/dist/.tsbuildinfo`) <= bundled);
await import(built(bundled > 0 && isFresh ? 'dist/bundle/main.js' : 'dist/main.js').href);
