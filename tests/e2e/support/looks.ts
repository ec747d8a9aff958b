import type { Page } from '@playwright/test';
import { faultsNow, settle, THEMES } from '../../run/inspect.mjs';

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** What a machine can see wrong with the page that is open, in both themes, wide and on a phone, without loading it again. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of [wide, phone]) {
    await page.setViewportSize(size);
    await settle(page);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      faults.push(...(await faultsNow(page, theme)).map((fault) => `${theme} ${size.width}: ${fault}`));
    }
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
  return faults;
}
