import { expect, open, test, write } from './support';

test('the policy forbids inline code and other origins', async ({ page, request }) => {
  const html = await (await request.get('/')).text();
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
  expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=/);
  const origins = new Set<string>();
  page.on('request', (sent) => origins.add(new URL(sent.url()).origin));
  await open(page);
  expect([...origins]).toEqual([new URL(page.url()).origin]);
});

test('text never becomes markup', async ({ page }) => {
  await open(page);
  const name = '<img src=x onerror=alert(1)>';
  await write(page, `CREATE FOREIGN DATA WRAPPER "${name}" OPTIONS (a '${name}'); CREATE SERVER "${name}" FOREIGN DATA WRAPPER nosuch;`);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.tree')).toContainText(name);
  await page.getByRole('tab', { name: /Problems/ }).click();
  await expect(page.locator('img')).toHaveCount(0);
});
