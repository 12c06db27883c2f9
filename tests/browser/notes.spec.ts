import { expect, open, test, write } from './support';
import type { Page } from '@playwright/test';

const TWO_MISTAKES = `CREATE SERVER a FOREIGN DATA WRAPPER nosuch OPTIONS (host 'foo', dbname 'a name that makes this the longest line of the script by far, and wider than the pane that shows it');

CREATE SERVER b FOREIGN DATA WRAPPER neither;

CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER c FOREIGN DATA WRAPPER w;`;

/** The rectangles of the lines and, by their first character, of the elements of a gutter. */
const tops = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => element.getBoundingClientRect()).filter(({ height }) => height > 0).map(({ top }) => Math.round(top * 2) / 2),
  );

for (const width of [1440, 390]) {
  test(`the gutters keep to their lines under notes, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    await write(page, TWO_MISTAKES);
    await expect(page.locator('.note')).toHaveCount(2);
    const lines = await tops(page, '.cm-line');
    expect(lines).toHaveLength(6);
    await expect.poll(() => tops(page, '.cm-lineNumbers .cm-gutterElement')).toEqual(lines);
    const marks = await tops(page, '.state-would-fail, .state-pending');
    expect(marks).toEqual([lines[0], lines[2], lines[4], lines[5]]);
  });

  test(`notes stay in view however long a line or a hint is, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    const names = Array.from({ length: 12 }, (_, index) => `an_option_with_a_long_name_${index}`);
    await write(
      page,
      `CREATE EXTENSION postgres_fdw;
CREATE SERVER a FOREIGN DATA WRAPPER postgres_fdw OPTIONS (nosuch 'x'); ${`-- ${names.join(' ')}`}`,
    );
    await expect(page.locator('.note')).toContainText('HINT:');
    const within = async () => {
      const scroller = await page.locator('.cm-scroller').boundingBox();
      const note = await page.locator('.note').boundingBox();
      expect(note?.x ?? 0).toBeGreaterThanOrEqual(scroller?.x ?? 0);
      expect((note?.x ?? 0) + (note?.width ?? 0)).toBeLessThanOrEqual((scroller?.x ?? 0) + (scroller?.width ?? 0));
      expect(await page.locator('.note').evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    };
    await within();
    await page.locator('.cm-scroller').evaluate((scroller) => scroller.scrollTo({ left: scroller.scrollWidth }));
    await within();
  });
}

test('a notice is not counted as a problem', async ({ page }) => {
  await open(page);
  await write(page, 'DROP SERVER IF EXISTS nosuch;\nDROP SERVER x;\nDROP SERVER y;');
  await expect(page.locator('.bar .link')).toHaveText('2 errors · 1 notice');
  await expect(page.locator('.bar .bad')).toHaveText('2 errors');
  await expect(page.getByRole('tab', { name: /Problems/ })).toHaveText('Problems2');
  await page.getByRole('button', { name: 'Run all' }).click();
  const color = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).color);
  await expect(page.locator('.log .notice').first()).toContainText('does not exist, skipping');
  expect(await color('.log .notice')).toBe(await color('.note-notice strong'));
});
