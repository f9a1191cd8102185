import type { Browser } from 'playwright-core';

/** Pixels. Wide enough for a README, light enough to load with it. */
const WIDTH = 1440;
const HEIGHT = 900;

const STYLE = `
  body { margin: 0; inline-size: ${WIDTH}px; block-size: ${HEIGHT}px; position: relative; background: #e9edf2; }
  img { position: absolute; border-radius: 10px; box-shadow: 0 12px 40px rgb(16 21 28 / 0.22); }
  img:nth-of-type(3) { inset-inline-start: 60px; inset-block-end: 48px; inline-size: 300px; border-radius: 24px; }
  img:nth-of-type(2) { inset-inline-end: 48px; inset-block-end: 48px; inline-size: 860px; }
  img:nth-of-type(1) { inset-inline-start: 240px; inset-block-start: 48px; inline-size: 760px; }
`;

/** One picture of a phone, a desk and a podium, in this order. */
export async function composite(browser: Browser, pictures: readonly Buffer[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const [phone, desk, podium] = pictures.map(
    (picture) => `<img alt="" src="data:image/png;base64,${picture.toString('base64')}">`,
  );
  await page.setContent(`<style>${STYLE}</style>${podium}${desk}${phone}`, { waitUntil: 'load' });
  const made = await page.screenshot();
  await page.close();
  return made;
}
