// Everything the desk needs is bundled here: hashed names, one manifest that src/tocsin/desk/assets.py reads, nothing from elsewhere.
import { defineConfig } from 'vite';
import { basemap } from './basemap.js';

export default defineConfig({
  root: import.meta.dirname,
  base: './', // modules find each other relatively, so the desk may stand under any path
  publicDir: false,
  plugins: [basemap()],
  build: {
    outDir: '../src/tocsin/desk/static',
    emptyOutDir: true,
    manifest: 'manifest.json',
    license: { fileName: 'licences.md' }, // of what is inside, shipped with it
    sourcemap: false,
    target: ['chrome123', 'firefox121', 'safari17.5'], // light-dark() and adopted style sheets
    assetsInlineLimit: 0, // no data: addresses in scripts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200, // MapLibre is 1 MB, and only fetched where a map is
    rollupOptions: { input: 'src/desk.js' },
  },
  worker: { format: 'es' },
});
