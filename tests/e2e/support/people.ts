import type { Page } from '@playwright/test';
import type { Mailbox } from './mailbox';
import { expect } from './test';

export interface Someone {
  name: string;
  email: string;
  password: string;
}

let made = 0;

/** Somebody nobody has met: an address of its own for every call. */
export function someone(name: string): Someone {
  made += 1;
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${process.pid}.${made}@example.com`;
  return { name, email, password: `four unrelated words ${made}` };
}

/** Signs up by the screens: form, mail, link, password once more. Ends where the first workspace is made. */
export async function signUp(page: Page, mailbox: Mailbox, person: Someone): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible();
  await page.goto(await mailbox.link(person.email, /Confirm your address/));
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await page.waitForURL('**/workspaces/new');
}

export async function signIn(page: Page, person: Pick<Someone, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Makes a workspace on the page where one is made, and returns its slug. */
export async function makeWorkspace(page: Page, name: string, options: { timezone?: string } = {}): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  const slug = await page.getByLabel('Address').inputValue();
  await page.getByLabel('Time zone').selectOption(options.timezone ?? 'UTC');
  await page.getByRole('button', { name: 'Make the workspace' }).click();
  await page.waitForURL(`**/${slug}`);
  return slug;
}
