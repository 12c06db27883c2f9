import { AxeBuilder } from '@axe-core/playwright';
import { EXAMPLE, append, editor, expect, open, test, write } from './support';

const MISTAKE = `${EXAMPLE}\nCREATE SERVER s2 FOREIGN DATA WRAPPER nosuch;`;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    test(`axe finds nothing, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      const check = async () => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      };
      await open(page);
      await check();
      await page.getByRole('button', { name: 'Run all' }).click();
      await expect(page.locator('.log')).toBeVisible();
      await check();
      await page.getByRole('tab', { name: /Problems/ }).click();
      if (width < 760) {
        await page.getByRole('button', { name: 'Objects' }).click();
        await expect(page.getByRole('article')).toBeVisible();
        await check();
        await page.getByRole('button', { name: 'Script' }).click();
      }
      await write(page, MISTAKE);
      await expect(page.locator('.note').first()).toBeVisible();
      await check();
      if (width < 760) {
        await page.getByRole('navigation').getByRole('button', { name: 'Result' }).click();
        await check();
        await page.getByRole('button', { name: 'Objects' }).click();
      }
      await page.getByRole('button', { name: 'Reset…' }).click();
      await check();
    });
  }
}

test('everything is reached with the keyboard alone', async ({ page }) => {
  await open(page);
  const tabTo = async (selector: string) => {
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('Tab');
      if (await page.locator(`${selector}:focus`).count()) return;
    }
    throw new Error(`${selector} was not reached`);
  };
  await tabTo('.target');
  await tabTo('.button.primary');
  await tabTo('.cm-content');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(MISTAKE);
  await expect(page.locator('.note')).toBeVisible();

  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.locator('.log .error')).toContainText('foreign-data wrapper "nosuch" does not exist');

  // Tab indents, but after Escape it leaves.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor(page)).not.toBeFocused();
  await expect(page.getByRole('tab', { name: 'Transcript' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /Problems/ })).toBeFocused();
  await tabTo('.problems button');
  await page.keyboard.press('Enter');
  await expect(editor(page)).toBeFocused();

  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('F8');
  expect(await page.evaluate(() => document.querySelector('.editor')?.shadowRoot?.querySelector('.cm-activeLine')?.textContent)).toContain('nosuch');

  await page.keyboard.press('Escape');
  await tabTo('.item');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: /gpfdw1/ })).toBeVisible();
});

test('outcomes and the number of problems are announced', async ({ page }) => {
  await open(page);
  await write(page, EXAMPLE);
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(page.getByRole('status')).toHaveText('2 statements ran.');
  await append(page, '\nCREATE SERVER s2 FOREIGN DATA WRAPPER nosuch;');
  await expect(page.getByRole('status')).toHaveText('1 error.');
});

test('nothing moves for those who asked for that', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toBeVisible();
  await page.getByRole('button', { name: 'Reset…' }).hover();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await page.locator('.button').first().evaluate((button) => getComputedStyle(button).transitionDuration)).toBe('0s');
});

test('a phone shows one part at a time and nothing is wider than it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const parts = page.getByRole('navigation', { name: 'Parts of the page' });
  const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expect(editor(page)).toBeVisible();
  await expect(page.locator('.objects')).toBeHidden();
  await fits();
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toBeVisible();
  await expect(editor(page)).toBeHidden();
  await fits();
  await parts.getByRole('button', { name: 'Objects' }).click();
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  await expect(page.locator('.log')).toBeHidden();
  await fits();
  await parts.getByRole('button', { name: 'Script' }).click();
  await expect(editor(page)).toBeVisible();
});
