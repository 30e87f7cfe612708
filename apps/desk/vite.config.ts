import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Browsers that know `light-dark()`, nesting and `:has()`: what an office machine has had since 2024. */
const BROWSERS = ['chrome123', 'edge123', 'firefox121', 'safari17.5'];

// `npm run build` of the repository calls this through scripts/steps/build-desk.mjs, only when something changed.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // Nothing may come from a data: address: the content security policy of the node allows its own files only.
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    manifest: true,
    target: BROWSERS,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
