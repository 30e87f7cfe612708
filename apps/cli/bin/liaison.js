#!/usr/bin/env node
// The package manager links this file before anything is built, so it only points at what the build makes: few files where
// they are as new as the many that the compiler wrote, else those.
import { isBundleFresh } from './bundle-freshness.js';

const bundle = new URL('../dist/bundle/', import.meta.url);
await import(new URL(isBundleFresh(bundle) ? 'main.js' : '../main.js', bundle).href);
