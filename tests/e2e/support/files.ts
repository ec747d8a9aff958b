import type { Page } from '@playwright/test';
import { expect } from './test';

export interface UploadedFile {
  name: string;
  text: string | Buffer;
}

/** Brings a CSV in by the Data page: choose, map, import, wait until it is done. */
export async function importFile(
  page: Page,
  slug: string,
  file: UploadedFile,
  options: { stream?: string; map?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  await page.goto(`/${slug}/data`);
  const buffer = typeof file.text === 'string' ? Buffer.from(file.text) : file.text;
  await page.locator('input[type=file]').setInputFiles({ name: file.name, mimeType: 'text/csv', buffer });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: file.name })).toBeVisible();
  if (options.stream) await dialog.getByLabel('The rows are').selectOption(options.stream);
  for (const [field, column] of Object.entries(options.map ?? {}))
    await dialog.getByLabel(`Read ${column} as`).selectOption(field);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('listitem').filter({ hasText: file.name });
  await expect(row.getByText('done', { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** Reads a page again until what it counts has become visible. */
export async function untilShown(page: Page, address: string, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 45_000 });
}
