// @ts-check
// Every value that can stand in an ARN, as the published dotenv reads it, with both of its parsers.
const near = (/** @type {string} */ path) => import(new URL(path, import.meta.url).href);
const { dotenvValue } = await near('../../lib/formats/dotenv/value.js');
const { default: dotenv } = await near('node_modules/dotenv/dist/index.cjs');

const SIGNS = [
  'a',
  'Z',
  '0',
  '/',
  "'",
  '"',
  '`',
  '\\',
  '\\n',
  '\\r',
  '#',
  '$',
  '${A}',
  '=',
  ' ',
  '\n',
  '\r',
  '\t',
  'é',
  '\u2028',
  '!',
  '(',
  ';',
];

/** @returns {{ checked: number, faults: string[] }} */
export function compareDotenv() {
  const faults = [];
  let checked = 0;
  // Mulberry32: the same values in every run.
  let state = 20260801;
  const random = (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  for (let round = 0; round < 20_000; round += 1) {
    const value = Array.from({ length: 1 + random(8) }, () => SIGNS[random(SIGNS.length)]).join('');
    const text = dotenvValue(value);
    if (text === undefined) continue;
    checked += 1;
    for (const fast of [false, true]) {
      const read = dotenv.parse(`A=${text}\nB=next\n`, { fast });
      if (read.A !== value || read.B !== 'next' || Object.keys(read).length !== 2)
        faults.push(
          `${JSON.stringify(value)} as ${JSON.stringify(text)} is read as ${JSON.stringify(read)} (fast: ${fast})`,
        );
    }
  }
  return { checked, faults };
}
