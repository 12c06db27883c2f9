import { EXAMPLE, expect, open, ready, script, store, stored, test, write } from './support';

const aside = (records: [string, unknown][]) => records.filter(([key]) => key.startsWith('aside-')).map(([, value]) => value);

test('a damaged record is kept aside and the page starts afresh', async ({ page }) => {
  await open(page);
  const start = await script(page);
  await store(page, { text: { nonsense: true }, state: 'torn' });
  await page.reload();
  await ready(page);
  await expect(page.getByRole('alert')).toContainText('is damaged');
  await expect(page.getByRole('alert')).toContainText('kept aside');
  expect(await script(page)).toBe(start);
  expect(aside(await stored(page))).toEqual(expect.arrayContaining([{ nonsense: true }, 'torn']));

  // The page works, and the record stays where it was put.
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await write(page, EXAMPLE);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
  expect(aside(await stored(page))).toHaveLength(2);
});

test('a record of a newer version is kept aside', async ({ page }) => {
  await open(page);
  const newer = { format: 99, text: { much: 'richer' } };
  await store(page, { text: newer });
  await page.reload();
  await ready(page);
  await expect(page.getByRole('alert')).toContainText('newer version');
  expect(aside(await stored(page))).toEqual([newer]);
});

for (const [name, version, words] of [
  ['damaged', 'one', 'damaged'],
  ['newer', 99, 'newer version'],
] as const) {
  test(`a ${name} catalog is kept aside and the script stays`, async ({ page }) => {
    await open(page);
    await write(page, EXAMPLE);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(page.getByRole('article', { name: /myserver/ })).toBeVisible();
    const state = { format: 1, engine: { script: { version } }, transcript: [] };
    await store(page, { state });
    await page.reload();
    await ready(page);
    await expect(page.getByRole('alert')).toContainText(words);
    expect(await script(page)).toBe(EXAMPLE);
    await expect(page.locator('.bar')).toContainText('2 statements to run');
    expect(aside(await stored(page))).toEqual([state]);
  });
}

test('what was typed a moment ago is there after a reload', async ({ page }) => {
  await open(page);
  await write(page, 'CREATE SERVER half', true);
  await page.reload();
  await ready(page);
  expect(await script(page)).toBe('CREATE SERVER half');
});

test('a full disk is told', async ({ page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (JSON.stringify(value).includes('too much')) throw new DOMException('no room', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  });
  await open(page);
  await write(page, '-- too much');
  await expect(page.getByRole('alert')).toContainText('no room left');
  expect(await script(page)).toBe('-- too much');
});
