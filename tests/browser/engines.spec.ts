import { append, expect, open, ready, test, writeLastLine } from './support';
import type { Page } from '@playwright/test';

/** The modules of the engine that the page has fetched since it was opened. */
function modules(page: Page): string[] {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const name = /\/(core|engine)_bg-[^/]*\.wasm$/.exec(request.url())?.[1];
    if (name) fetched.push(name);
  });
  return fetched;
}

test('the worked example needs the core only', async ({ page }) => {
  const fetched = modules(page);
  await open(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toContainText('List of foreign servers');
  await page.reload();
  await ready(page);
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  expect(fetched).toEqual(['core', 'core']);
});

test('a table brings the full engine, which knows what was run', async ({ page }) => {
  const fetched = modules(page);
  await open(page);
  await append(page, '\nCREATE ROLE reader;\nBEGIN;\nCREATE SERVER mine FOREIGN DATA WRAPPER gpfdw1;\n');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toContainText('BEGIN');
  expect(fetched).toEqual(['core']);
  await append(page, 'CREATE FOREIGN TABLE t (a int, a text) SERVER mine;');
  await expect(page.locator('.bar')).toContainText('1 error');
  await page.getByRole('tab', { name: /Problems/ }).click();
  await expect(page.locator('.problems')).toContainText('column "a" specified more than once');
  expect(fetched).toEqual(['core', 'engine']);
  await writeLastLine(page, "CREATE FOREIGN TABLE t (a int) SERVER mine OPTIONS (mpp_execute 'any');");
  await expect(page.locator('.bar')).toContainText('no problems');
  await page.getByRole('button', { name: 'Run statement' }).click();
  await expect(page.locator('.log')).toContainText('CREATE FOREIGN TABLE');
  await append(page, '\nCOMMIT;');
  await page.getByRole('button', { name: 'Run statement' }).click();
  await expect(page.locator('.log')).toContainText('COMMIT');
  await expect(page.locator('.state-failed')).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(page.getByRole('button', { name: /^t\b/ })).toBeVisible();
  await expect(page.locator('.bar')).toContainText('no problems');
  expect(fetched).toEqual(['core', 'engine', 'core', 'engine']);
});

test('a run that begins in the core is answered once, by the full engine', async ({ page }) => {
  await open(page);
  // Written and run at once: no analysis has asked for the full engine yet.
  await append(page, '\nCREATE ROLE reader;\nCREATE TABLE kept (a int);');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toContainText('CREATE TABLE');
  await expect(page.locator('.log').getByText('CREATE ROLE', { exact: true })).toHaveCount(1);
  await expect(page.locator('.state-failed')).toHaveCount(0);
});

test.describe('without the full engine', () => {
  test.use({ expectedErrors: [/Failed to load resource/, /Failed to fetch/] });

  test('the core goes on', async ({ page }) => {
    await page.route('**/assets/engine*', (route) => route.abort());
    await open(page);
    await append(page, '\nCREATE TABLE t (a int);');
    await expect(page.getByRole('alert')).toContainText('The engine could not answer');
    await writeLastLine(page, 'CREATE ROLE reader;');
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(page.locator('.log').getByText('CREATE ROLE', { exact: true })).toHaveCount(1);
    await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  });
});
