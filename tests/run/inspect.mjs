import { AxeBuilder } from '@axe-core/playwright';

/** The themes a page is looked at in; every rule is asked in the first, those about colour in all. */
export const THEMES = /** @type {const} */ (['light', 'dark']);
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

const PATIENCE_MS = 20_000;

/**
 * Waits until nothing on the page is still to come: walks down it, for charts are fetched when they come near the
 * screen, until no skeleton is left. Throws when one stays.
 * @param {import('@playwright/test').Page} page
 * @param {number} [patienceMs]
 */
export async function settle(page, patienceMs = PATIENCE_MS) {
  const left = await page.evaluate(async (patience) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const skeletons = () => document.querySelectorAll('[data-loading]').length;
    const until = performance.now() + patience;
    do {
      for (let top = 0; top < document.documentElement.scrollHeight; top += window.innerHeight) {
        window.scrollTo(0, top);
        await frame();
      }
      window.scrollTo(0, 0);
      await document.fonts.ready;
      await frame();
    } while (skeletons() > 0 && performance.now() < until);
    return skeletons();
  }, patienceMs);
  if (left > 0) throw new Error(`${page.url()}: ${left} skeletons stay`);
}

/**
 * What a machine can see wrong with a settled page as it stands: axe violations, and how far it scrolls sideways.
 * @param {import('@playwright/test').Page} page
 * @param {typeof THEMES[number]} theme it is shown in
 * @returns {Promise<string[]>}
 */
export async function faultsNow(page, theme) {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (theme === THEMES[0] ? axe : axe.withRules(COLOUR_RULES)).analyze();
  const faults = violations.map(({ id, nodes }) => `${id} (${nodes.length}) ${nodes[0]?.target.join(' ')}`);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return sideways > 0 ? [...faults, `scrolls ${sideways} px sideways`] : faults;
}
