import { defineConfig } from '@playwright/test';

const port = Number(process.env['PORT'] ?? 4617);

// The built page (`cargo xtask build`) in a real Chromium.
export default defineConfig({
  testDir: 'tests/browser',
  // The picture of the README is made by a script of its own: `npm run screenshot`.
  testMatch: process.env['SCREENSHOT'] ? 'screenshot.ts' : '*.spec.ts',
  workers: 1,
  // A machine that is busy with something else may be late once; a test that needed it is reported as flaky.
  retries: 1,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: false,
  },
});
