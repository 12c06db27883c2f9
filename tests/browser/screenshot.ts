/** Draws docs/screenshot.png, the picture of the README. */
import { editor, expect, open, test } from './support';

test('docs/screenshot.png', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText("\nCREATE SERVER other FOREIGN DATA WRAPPER gpfdw1 OPTIONS (mpp_execute 'everywhere');");
  await expect(page.locator('.note')).toBeVisible();
  await page.screenshot({ path: 'docs/screenshot.png' });
});
