import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const themes = ['light', 'dark'] as const;
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Everything that is not there yet is there: no skeleton is left. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

/** What a machine can see wrong with the page that is open, in both themes, wide and on a phone. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const size of [wide, phone]) {
      await page.setViewportSize(size);
      await settled(page);
      const where = `${theme} ${size.width}`;
      const { violations } = await new AxeBuilder({ page }).analyze();
      faults.push(
        ...violations.map(({ id, nodes }) => `${where}: ${id} (${nodes.length}) ${nodes[0]?.target.join(' ')}`),
      );
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (sideways > 0) faults.push(`${where}: scrolls ${sideways} px sideways`);
    }
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
  return faults;
}
