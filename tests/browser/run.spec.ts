import { EXAMPLE, append, expect, open, ready, script, test, write } from './support';

test('behind the last statement, Run runs the last statement', async ({ page }) => {
  await open(page);
  await write(page, `${EXAMPLE}\n\\des\n\n\n`);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.locator('.log')).toContainText('List of foreign servers');
  await expect(page.locator('.log .prompt')).toHaveCount(1);
  await write(page, '\n\n');
  await expect(page.locator('.bar')).toContainText('no statement yet');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('status')).toHaveText('There is nothing to run.');
  await expect(page.locator('.log .prompt')).toHaveCount(1);
});

test('what ran already is run again from a fresh catalog, asked for once', async ({ page }) => {
  await open(page);
  await write(page, EXAMPLE);
  const runAll = page.getByRole('button', { name: 'Run all' });
  await runAll.click();
  await expect(page.locator('.bar')).toContainText('all run');
  await runAll.click();
  const question = page.getByRole('dialog', { name: 'Everything has been run' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('.log .printed')).toHaveCount(2);
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await question.getByRole('button', { name: 'Run again from a fresh catalog' }).click();
  await expect(page.locator('.bar')).toContainText('all run');
  await expect(page.locator('.log .printed')).toHaveCount(2);
  await expect(page.locator('.log .error')).toHaveCount(0);
  await append(page, '\n\nCREATE SERVER other FOREIGN DATA WRAPPER gpfdw1;');
  await runAll.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('.log .error')).toHaveCount(2);
});

test('a reload inside a transaction says that it was rolled back', async ({ page }) => {
  await open(page);
  await write(page, 'CREATE FOREIGN DATA WRAPPER w;\nBEGIN;\nCREATE SERVER s FOREIGN DATA WRAPPER w;');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('article', { name: /^s/ })).toBeVisible();
  const before = await script(page);
  await page.reload();
  await ready(page);
  expect(await script(page)).toBe(before);
  const said = page.locator('.log .notice', { hasText: 'the open transaction was rolled back' });
  await expect(said).toHaveCount(1);
  await expect(page.getByRole('article', { name: /^s/ })).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(said).toHaveCount(1);
});
