import { test as base, expect, type Page } from '@playwright/test';
import { type Mailbox, openMailbox } from './mailbox';

export { expect };

/** What a browser complained about: errors of scripts, of the policy, of the console. */
export interface Complaints {
  /** Answers that a test asked for, such as a 404. */
  expect(text: RegExp): void;
}

interface Fixtures {
  complaints: Complaints;
}

/** Tests that drive the screens: mail arrives in `mailbox`, and a page that complains fails its test. */
export const test = base.extend<Fixtures, { mailbox: Mailbox }>({
  mailbox: [
    async ({ browserName }, use) => {
      const mailbox = await openMailbox(Number(process.env.SMTP_PORT ?? '3102'), browserName);
      await use(mailbox);
      await mailbox.close();
    },
    { scope: 'worker' },
  ],
  complaints: [
    async ({ context }, use) => {
      const heard: string[] = [];
      const expected: RegExp[] = [];
      context.on('page', (page) => listen(page, heard));
      await use({ expect: (text) => expected.push(text) });
      expect(heard.filter((text) => !expected.some((known) => known.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Collects what the pages of another context complain about. */
export function listen(page: Page, heard: string[]): void {
  page.on('pageerror', (error) => heard.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text()))
      heard.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
}
