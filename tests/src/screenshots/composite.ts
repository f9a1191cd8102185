import type { Browser } from 'playwright-core';

/** Pixels. Wide enough for a README, light enough to load with it. */
const VIEWPORT = { width: 1214, height: 943 };

const STYLE = `
  body {
    margin: 0;
    padding: 32px;
    display: grid;
    grid-template: auto auto / auto 720px;
    gap: 24px;
    background: #e9edf2;
  }
  img { display: block; inline-size: 100%; border-radius: 12px; box-shadow: 0 8px 32px rgb(16 21 28 / 0.18); }
  img:first-child { grid-row: span 2; inline-size: auto; block-size: 879px; }
`;

/** One picture of a phone, a desk and a podium, in this order. */
export async function composite(browser: Browser, pictures: readonly Buffer[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  const images = pictures.map(
    (picture) => `<img alt="" src="data:image/png;base64,${picture.toString('base64')}">`,
  );
  await page.setContent(`<style>${STYLE}</style>${images.join('')}`, { waitUntil: 'load' });
  const made = await page.screenshot();
  await page.close();
  return made;
}
