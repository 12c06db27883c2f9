import { defineConfig } from 'vite';

// The WebAssembly modules are built by `cargo xtask build` into web/pkg before Vite runs.
export default defineConfig({
  base: './',
  publicDir: 'web/public',
  build: {
    target: 'es2022',
    // The policy of the page allows no data: URL but for pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        manualChunks: (id: string) => (/\/(@codemirror|style-mod|crelt|w3c-keyname|@lezer)\//.test(id) ? 'editor' : undefined),
      },
    },
  },
  worker: { format: 'es' },
});
