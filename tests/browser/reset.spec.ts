import { EXAMPLE, expect, open, ready, script, test, write } from './support';

test('Reset asks once, drops the objects and leaves the script', async ({ page }) => {
  await open(page);
  await write(page, EXAMPLE);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();

  const reset = page.getByRole('button', { name: 'Reset…' });
  await reset.click();
  await page.getByRole('dialog', { name: 'Reset the catalog?' }).getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();

  await reset.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(reset).toBeFocused();

  await reset.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.locator('.bar')).toContainText('2 statements to run');
  await expect(page.locator('.log')).toHaveCount(0);
  expect(await script(page)).toBe(EXAMPLE);

  await page.reload();
  await ready(page);
  await expect(page.getByRole('article')).toHaveCount(0);
  expect(await script(page)).toBe(EXAMPLE);
});
