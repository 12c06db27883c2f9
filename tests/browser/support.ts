/** What the browser tests share. A message on the console or a breach of the policy fails a test. */
import { test as base, expect, type Page } from '@playwright/test';

export const EXAMPLE = `CREATE FOREIGN DATA WRAPPER gpfdw1;

CREATE SERVER myserver FOREIGN DATA WRAPPER gpfdw1
    OPTIONS (host 'foo', dbname 'foodb', port '5432');`;

export const test = base.extend<{ expectedErrors: RegExp[] }>({
  /** Messages that a test brings about on purpose. */
  expectedErrors: [[], { option: true }],
  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await use(page);
    expect(errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)))).toEqual([]);
  },
});

export { expect };

/** Opens the page and waits for the engine's first answer. */
export async function open(page: Page): Promise<void> {
  await page.goto('/');
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  await expect(page.locator('.bar')).toContainText(/no problems|error|warning|notice/);
}

export const editor = (page: Page) => page.locator('.cm-content');

/** Types or, at once, inserts a script in place of the one that is there. */
export async function write(page: Page, text: string, byKey = false): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  if (!byKey) return page.keyboard.insertText(text);
  // The editor indents a new line like the one before it; a test types what it means.
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type(line);
  }
}

/** Puts text in place of the last line; what stands before it stays untouched. */
export async function writeLastLine(page: Page, text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.insertText(text);
}

/** Writes at the end of the script. */
export async function append(page: Page, text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(text);
}

/** The script as the editor shows it. */
export async function script(page: Page): Promise<string> {
  return (await page.locator('.cm-line').allTextContents()).join('\n');
}

/** Puts records into the browser's store, as an earlier visit would have left them. */
export async function store(page: Page, records: Record<string, unknown>): Promise<void> {
  await page.evaluate(
    (entries) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('medlar');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction('playground', 'readwrite');
          for (const [key, value] of entries) transaction.objectStore('playground').put(value, key);
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    Object.entries(records),
  );
}

/** All records of the browser's store. */
export async function stored(page: Page): Promise<[string, unknown][]> {
  return page.evaluate(
    () =>
      new Promise<[string, unknown][]>((resolve, reject) => {
        const request = indexedDB.open('medlar');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const objects = request.result.transaction('playground').objectStore('playground');
          const keys = objects.getAllKeys();
          const values = objects.getAll();
          values.onsuccess = () => {
            resolve(keys.result.map((key, index) => [String(key), values.result[index] as unknown]));
            request.result.close();
          };
        };
      }),
  );
}
