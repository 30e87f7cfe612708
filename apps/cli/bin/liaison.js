#!/usr/bin/env node
// The package manager links this file before anything is built, so it only points at what the build makes.
import '../dist/main.js';
