import { EXAMPLE, append, editor, expect, open, ready, script, test, write, writeLastLine } from './support';

/** Five ways to get the example wrong, each with the server's words and the place it means. */
const MISTAKES = [
  {
    statement: "CREATE SERVER s2 FOREIGN DATA WRAPPER gpfdw1 OPTIONS (host foo);",
    message: 'syntax error at or near "foo"',
    sqlstate: '42601',
    place: 'foo',
  },
  {
    statement: "CREATE SERVER s2 FOREIGN DATA WRAPPER nosuch OPTIONS (host 'foo');",
    message: 'foreign-data wrapper "nosuch" does not exist',
    sqlstate: '42704',
    place: 'nosuch',
  },
  {
    statement: "CREATE SERVER s2 FOREIGN DATA WRAPPER gpfdw1 OPTIONS (host 'foo', port '1', host 'bar');",
    message: 'option "host" provided more than once',
    sqlstate: '42710',
    place: 'host',
  },
  {
    statement: "CREATE SERVER s2 FOREIGN DATA WRAPPER gpfdw1 OPTIONS (mpp_execute 'everywhere');",
    message: '"everywhere" is not a valid mpp_execute value',
    sqlstate: '42601',
    place: "'everywhere'",
  },
  {
    statement: "CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1;",
    message: 'server "myserver" already exists',
    sqlstate: '42710',
    place: 'myserver',
  },
];

test('the example is typed, runs, is broken in five ways, and is there after a reload', async ({ page }) => {
  await open(page);
  await write(page, EXAMPLE, true);
  expect(await script(page)).toBe(EXAMPLE);
  await expect(page.locator('.bar')).toContainText('2 statements to run');
  await expect(page.locator('.bar')).toContainText('no problems');
  await expect(page.locator('.said')).toHaveCount(0);

  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toContainText('=> CREATE FOREIGN DATA WRAPPER gpfdw1;\nCREATE FOREIGN DATA WRAPPER\n');
  await expect(page.locator('.log .printed').last()).toHaveText('CREATE SERVER\n');
  await expect(page.locator('.bar')).toContainText('all run');
  await expect(page.locator('.state-succeeded')).toHaveCount(2);
  const card = page.getByRole('article', { name: /myserver/ });
  await expect(card).toContainText('owner gpadmin');
  await expect(card.locator('.option')).toHaveText(["host'foo'", "dbname'foodb'", "port'5432'"]);
  await expect(card.locator('.choice.on')).toContainText('coordinator');

  await append(page, '\n\n');
  await expect(page.locator('.bar')).toContainText('all run');
  for (const { statement, message, sqlstate, place } of MISTAKES) {
    await writeLastLine(page, statement);
    const underlined = page.locator('.said-error');
    await expect(underlined).toHaveText(place);
    const line = page.locator('.cm-line', { has: page.locator('.said-error') });
    await expect(line).toHaveText(statement);
    await expect(page.locator('.bar')).toContainText('1 error');
    const note = page.locator('.note');
    await expect(note.locator('strong')).toHaveText(message);
    await expect(note.locator('code')).toHaveText(sqlstate);
    await expect(page.locator('.state-would-fail')).toHaveCount(1);

    await page.getByRole('tab', { name: /Problems/ }).click();
    const problem = page.locator('.problems li');
    await expect(problem).toHaveCount(1);
    await expect(problem).toContainText(`ERROR:  ${message}`);
    await expect(problem).toContainText(sqlstate);
    await expect(problem).toContainText(/line 6:\d+/);
    await problem.getByRole('button').click();
    await expect(editor(page)).toBeFocused();
  }

  // The last mistake is run as it stands: the server refuses it and nothing is changed.
  await page.getByRole('button', { name: 'Run statement' }).click();
  await expect(page.locator('.log .error').first()).toContainText('ERROR:  server "myserver" already exists');
  await expect(page.locator('.state-failed')).toHaveCount(1);

  const before = await script(page);
  const transcript = await page.locator('.log').textContent();
  await page.reload();
  await ready(page);
  expect(await script(page)).toBe(before);
  await expect(page.locator('.log')).toHaveText(transcript ?? '');
  await expect(page.getByRole('article', { name: /myserver/ })).toContainText("'foodb'");
  await expect(page.locator('.state-succeeded')).toHaveCount(2);
  await expect(page.locator('.state-failed')).toHaveCount(1);
});

test('a first visit has a worked example that runs without a problem', async ({ page }) => {
  await open(page);
  await expect(page.locator('.bar')).toContainText('no problems');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toContainText('List of foreign servers');
  await expect(page.locator('.log .error')).toHaveCount(0);
  await expect(page.locator('.bar')).toContainText('all run');
  await expect(page.locator('.choice.on')).toContainText('all segments');
  await expect(page.locator('.why')).toContainText('set by this server');
});

test('a password is hidden until it is asked for', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Run all' }).click();
  const mapping = page.locator('.mapping');
  await expect(mapping).toContainText("'reader'");
  await expect(mapping).not.toContainText('secret');
  await mapping.getByRole('button', { name: 'Show password' }).click();
  await expect(mapping).toContainText("'secret'");
});

test('only the selection is run', async ({ page }) => {
  await open(page);
  await write(page, EXAMPLE);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.locator('.log .printed')).toHaveText(['CREATE FOREIGN DATA WRAPPER\n']);
  await expect(page.locator('.bar')).toContainText('1 statement to run');
});

test('another server starts afresh, asked for once', async ({ page }) => {
  await open(page);
  await write(page, "CREATE FOREIGN DATA WRAPPER w OPTIONS (mpp_execute 'everywhere');");
  await expect(page.locator('.note strong')).toHaveText('"everywhere" is not a valid mpp_execute value');
  await page.getByLabel('Server to imitate').selectOption('postgresql-15');
  await expect(page.locator('.bar')).toContainText('no problems');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.locator('.log')).toContainText('CREATE FOREIGN DATA WRAPPER');
  await page.getByLabel('Server to imitate').selectOption('cloudberry-main');
  await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click();
  await expect(page.getByLabel('Server to imitate')).toHaveValue('cloudberry-main');
  await expect(page.locator('.bar')).toContainText('1 error');
  await page.reload();
  await ready(page);
  await expect(page.getByLabel('Server to imitate')).toHaveValue('cloudberry-main');
});
