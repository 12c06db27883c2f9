import { expect, open, test, write } from './support';

const SCRIPT = `CREATE FOREIGN DATA WRAPPER gpfdw1;
CREATE SERVER sales FOREIGN DATA WRAPPER gpfdw1 OPTIONS (host 'foo', dbname 'foodb', mpp_execute 'any', num_segments '2');
CREATE USER MAPPING FOR CURRENT_USER SERVER sales OPTIONS (user 'bob', password 'secret');
CREATE FOREIGN TABLE orders (
    id int OPTIONS (column_name 'order_id') NOT NULL,
    note varchar(20) DEFAULT 'none'
) SERVER sales OPTIONS (schema_name 'public', mpp_execute 'all segments');
COMMENT ON FOREIGN TABLE orders IS 'All orders.';`;

test('a foreign table shows its columns and which level decides where it is read', async ({ page }) => {
  await open(page);
  await write(page, SCRIPT);
  await expect(page.locator('.bar')).toContainText('no problems');
  await page.getByRole('button', { name: 'Run all' }).click();
  const card = page.getByRole('article', { name: /orders/ });
  await expect(card).toContainText('foreign table');
  await expect(card).toContainText('integer NOT NULL');
  await expect(card).toContainText("'order_id'");
  await expect(card).toContainText('character varying(20)');
  await expect(card).toContainText('All orders.');
  await expect(card.locator('.choice.on')).toContainText('all segments');
  await expect(card).toContainText('mpp_execute is set by this table, which decides.');
  await expect(card).toContainText('num_segments is 2, set by the server sales.');
  await page.reload();
  await expect(page.getByRole('button', { name: /orders/ })).toBeVisible();
});

test('a server shows what dblink connects with, without the password', async ({ page }) => {
  await open(page);
  await write(page, SCRIPT);
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByRole('button', { name: /^sales/ }).click();
  const card = page.getByRole('article', { name: /sales/ });
  await expect(card.locator('.connection')).toHaveText("host='foo' dbname='foodb' user='bob' password='********'");
});

test('what only Cloudberry has is shown, too', async ({ page }) => {
  await open(page);
  await write(page, "CREATE STORAGE SERVER lake OPTIONS (protocol 's3');\nCREATE STORAGE USER MAPPING FOR PUBLIC STORAGE SERVER lake OPTIONS (accesskey 'k');");
  await page.getByRole('button', { name: 'Run all' }).click();
  const card = page.getByRole('article', { name: /lake/ });
  await expect(card).toContainText('storage server');
  await expect(card).toContainText('PUBLIC');
  await expect(card).toContainText("'s3'");
});
