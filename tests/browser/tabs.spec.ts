import { EXAMPLE, append, expect, open, ready, script, stored, test, write } from './support';
import type { Page } from '@playwright/test';

const keptText = async (page: Page) => {
  const record = new Map(await stored(page)).get('text') as { text: string } | undefined;
  return record?.text;
};

const banner = (page: Page) => page.getByRole('alert');
const useHere = (page: Page) => page.getByRole('button', { name: 'Use it here' });

test('a second tab shows the script and saves nothing until it takes it over', async ({ page, context }) => {
  await open(page);
  await write(page, EXAMPLE);
  const second = await context.newPage();
  await open(second);
  await expect(banner(second)).toContainText('open in another tab');
  await expect(banner(page)).toHaveCount(0);
  expect(await script(second)).toBe(EXAMPLE);

  await append(second, '\n-- of the second tab');
  await second.getByRole('button', { name: 'Run all' }).click();
  await expect(second.getByRole('article', { name: /myserver/ })).toBeVisible();
  expect(await keptText(page)).toBe(EXAMPLE);
  await append(page, '\n-- of the first tab');
  await expect.poll(() => keptText(page)).toBe(`${EXAMPLE}\n-- of the first tab`);

  // Taking over keeps what was done here and sets aside what the first tab kept.
  await useHere(second).click();
  await expect(banner(page)).toContainText('Another tab keeps this script now');
  await expect(banner(second)).toContainText('This tab keeps the script now');
  await expect.poll(() => keptText(second)).toBe(`${EXAMPLE}\n-- of the second tab`);
  const aside = (await stored(second)).filter(([key]) => key.startsWith('aside-text')).map(([, value]) => value);
  expect(aside).toMatchObject([{ text: `${EXAMPLE}\n-- of the first tab` }]);
  await append(page, '\n-- lost');
  await append(second, '\n-- kept');
  await expect.poll(() => keptText(second)).toBe(`${EXAMPLE}\n-- of the second tab\n-- kept`);

  await second.reload();
  await ready(second);
  await expect(banner(second)).toHaveCount(0);
  expect(await script(second)).toBe(`${EXAMPLE}\n-- of the second tab\n-- kept`);
  await expect(second.getByRole('article', { name: /myserver/ })).toBeVisible();
});

test('a tab that changed nothing takes over what the other one kept last', async ({ page, context }) => {
  await open(page);
  const second = await context.newPage();
  await open(second);
  await expect(banner(second)).toContainText('open in another tab');
  await write(page, EXAMPLE);
  await expect.poll(() => keptText(page)).toBe(EXAMPLE);
  await page.close();
  await useHere(second).click();
  await expect(banner(second)).toHaveCount(0);
  // The page is loaded anew with what was kept, and may be on its way.
  await expect.poll(() => script(second).catch(() => '')).toBe(EXAMPLE);
  await ready(second);
  await append(second, '\n-- more');
  await expect.poll(() => keptText(second)).toBe(`${EXAMPLE}\n-- more`);
});
