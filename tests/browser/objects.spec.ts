import { expect, open, test, write } from './support';

for (const width of [1440, 390]) {
  test(`with fifty servers the card of the last one is in view, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    const servers = Array.from({ length: 50 }, (_, index) => `CREATE SERVER server_${index + 1} FOREIGN DATA WRAPPER w;`);
    await write(page, ['CREATE FOREIGN DATA WRAPPER w;', ...servers].join('\n'));
    await page.getByRole('button', { name: 'Run all' }).click();
    if (width < 760) await page.getByRole('button', { name: 'Objects' }).click();
    const title = page.getByRole('article', { name: /server_50/ }).getByRole('heading', { level: 3 });
    await expect(title).toBeInViewport();
    await expect(page.locator('.item[aria-current]')).toBeInViewport();
    const names = await page.locator('.tree ul .item b').allTextContents();
    expect(names.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, index) => `server_${index + 1}`));
  });
}

test('a long value shows its beginning until all of it is asked for', async ({ page }) => {
  await open(page);
  await write(page, `CREATE FOREIGN DATA WRAPPER w;\nCREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (cert '${'x'.repeat(5_000)}', host 'foo');`);
  await page.getByRole('button', { name: 'Run all' }).click();
  const option = page.locator('.option', { hasText: 'cert' });
  expect((await option.boundingBox())?.height).toBeLessThan(150);
  await option.getByRole('button', { name: 'Show all of cert' }).click();
  await expect(option).toContainText(`'${'x'.repeat(5_000)}'`);
  await option.getByRole('button', { name: 'Show less of cert' }).click();
  await expect(option).not.toContainText('x'.repeat(5_000));
  await expect(page.locator('.option', { hasText: 'host' }).getByRole('button')).toHaveCount(0);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('buttons are at least 40 px high', async ({ page }) => {
    await open(page);
    await write(page, 'DROP SERVER nosuch;');
    await expect(page.locator('.bar .link')).toHaveText('1 error');
    const heights = () =>
      page.locator('button, select').evaluateAll((buttons) =>
        buttons.map((button) => button.getBoundingClientRect().height).filter((height) => height > 0),
      );
    expect(Math.min(...(await heights()))).toBeGreaterThanOrEqual(40);
    await page.locator('.bar .link').click();
    expect(Math.min(...(await heights()))).toBeGreaterThanOrEqual(40);
    await page.getByRole('button', { name: 'Objects' }).click();
    expect(Math.min(...(await heights()))).toBeGreaterThanOrEqual(40);
  });
});
