/* global document, mermaid -- in the page */
// @ts-nocheck -- what it imports is installed by the package of this folder only
// Pictures of the golden texts: `node screenshots.mjs` writes those of docs/images/, `node screenshots.mjs --all FOLDER` every one, whole.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';
import { pageOf } from './render.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GOLDEN = join(ROOT, '__tests__/report/texts/golden');

/** What docs show: text, name of the picture, width, and the height at which it ends. */
const SHOWN = /** @type {const} */ ([
  ['twelve-mixed/summary', 'summary', 1100, 900],
  ['plan-update/comment', 'comment', 900, 900],
  ['plan-update/summary', 'plan', 1000, 1000],
  ['plan-update/pull-request', 'pull-request', 900, 840],
  ['drift/issue', 'issue', 900, 800],
]);

const [flag, folder] = process.argv.slice(2);
const all = flag === '--all' && folder !== undefined;
const target = all ? folder : join(ROOT, 'docs/images');
const pictures = all
  ? readdirSync(GOLDEN).flatMap((scenario) =>
      readdirSync(join(GOLDEN, scenario)).map((file) => {
        const text = `${scenario}/${file.replace(/\.md$/, '')}`;
        return /** @type {const} */ ([text, text.replace('/', '-'), 1012, 12_000]);
      }),
    )
  : SHOWN;

mkdirSync(target, { recursive: true });
const browser = await puppeteer.launch({
  args: chromium.args,
  executablePath: await chromium.executablePath(),
  headless: 'shell',
});
try {
  for (const [text, name, width, most] of pictures) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 800 });
    await page.setContent(pageOf(readFileSync(join(GOLDEN, `${text}.md`), 'utf8')));
    await page.evaluate(() =>
      mermaid
        .run()
        .then(() => document.fonts.ready)
        .then(() => undefined),
    );
    const whole = await page.evaluate(() => document.body.firstElementChild?.clientHeight ?? 0);
    const clip = { x: 0, y: 0, width, height: Math.min(whole, most) };
    await page.screenshot({
      path: /** @type {`${string}.png`} */ (join(target, `${name}.png`)),
      clip,
      captureBeyondViewport: true,
    });
    await page.close();
  }
} finally {
  await browser.close();
}
