import { EXAMPLE, append, editor, expect, open, script, test, write, writeLastLine } from './support';
import type { Page } from '@playwright/test';

/** Puts code before the worker's own, which sees each message first. */
async function sabotage(page: Page, code: string): Promise<void> {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
}

/** What a run that holds the word in its text does. */
const onWord = (word: string, act: string) => `
  let word = false;
  addEventListener('message', (event) => {
    const { method, args } = event.data;
    if (method === 'applyEdits') word = JSON.stringify(args).includes('${word}');
    if (method === 'run' && word) { event.stopImmediatePropagation(); ${act} }
  });`;

test('an engine that crashes is started again with the catalog of the last run', async ({ page }) => {
  await sabotage(page, onWord('boom', "setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); });"));
  await open(page);
  await write(page, EXAMPLE);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  await append(page, '\nCREATE SERVER boom FOREIGN DATA WRAPPER gpfdw1;');
  await expect(page.locator('.bar')).toContainText('1 statement to run');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('alert')).toContainText('The engine crashed and was started again');
  expect(await script(page)).toBe(`${EXAMPLE}\nCREATE SERVER boom FOREIGN DATA WRAPPER gpfdw1;`);
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  await expect(page.locator('.state-succeeded')).toHaveCount(2);
  await writeLastLine(page, 'DROP SERVER myserver;');
  await page.getByRole('button', { name: 'Run statement' }).click();
  await expect(page.locator('.log')).toContainText('DROP SERVER');
  await expect(page.getByRole('article', { name: /myserver/ })).toHaveCount(0);
});

test('a run that does not end is stopped', async ({ page }) => {
  await sabotage(page, onWord('forever', 'for (;;) {}'));
  await open(page);
  await write(page, `${EXAMPLE}\n-- forever`);
  await expect(page.locator('.bar')).toContainText('2 statements to run');
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('alert')).toContainText('The run was stopped');
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  expect(await script(page)).toBe(`${EXAMPLE}\n-- forever`);
  await expect(page.locator('.bar')).toContainText('2 statements to run');
});

test.describe('without an engine', () => {
  test.use({ expectedErrors: [/Failed to load resource/, /worker/i] });

  test('the script is kept, and the engine is tried again when asked', async ({ page }) => {
    await page.route('**/assets/worker-*.js', (route) => route.abort());
    await page.goto('/');
    await expect(page.getByRole('alert')).toContainText('The engine does not run');
    await write(page, EXAMPLE);
    await page.unroute('**/assets/worker-*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('.bar')).toContainText('2 statements to run');
    expect(await script(page)).toBe(EXAMPLE);
    await page.reload();
    await expect(page.locator('.bar')).toContainText('2 statements to run');
    expect(await script(page)).toBe(EXAMPLE);
  });
});

/** Pastes as the browser does; answers with the milliseconds until the page can draw again. */
async function paste(page: Page, text: string): Promise<number> {
  await editor(page).focus();
  return editor(page).evaluate((content, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const start = performance.now();
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
    return new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now() - start)));
  }, text);
}

const MEGABYTE = 1024 * 1024;

for (const [name, text, answer] of [
  ['statements', "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'foo');\n".repeat((10 * MEGABYTE) / 61), /\d+ errors/],
  ['one quoted string', `CREATE SERVER '${'x'.repeat(10 * MEGABYTE)}`, /error/],
] as const) {
  test(`10 MB of ${name} are answered`, async ({ page }) => {
    await open(page);
    await write(page, ' ');
    await expect(page.locator('.bar')).toContainText('no statement yet');
    expect(await paste(page, text)).toBeLessThan(1_000);
    await expect(page.locator('.bar')).toContainText(answer, { timeout: 10_000 });
    // The page still answers keys.
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('-- here');
    await expect(page.locator('.cm-line').first()).toContainText('-- here');
  });
}

for (const [name, text] of [
  ['a lone quote', "'"],
  ['parentheses', '('.repeat(100_000)],
  ['comments', '/*'.repeat(100_000)],
  ['control characters', 'CREATE SERVER \u0000\u0001\u001b\u007f\ufeff x;'],
  ['half a character', 'CREATE SERVER \ud83d FOREIGN'],
] as const) {
  test(`${name}: an answer and no crash`, async ({ page }) => {
    await open(page);
    await write(page, ' ');
    await paste(page, text);
    await expect(page.locator('.bar')).toContainText(/[1-9]\d* error/);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(page.locator('.log')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}
