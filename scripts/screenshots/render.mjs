// @ts-nocheck -- what it imports is installed by the package of this folder only
// Markdown as GitHub renders it, near enough to judge how it looks: GFM, GitHub's own style sheet, Mermaid, colors of diff blocks.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const require = createRequire(import.meta.url);
const asset = (/** @type {string} */ path) => readFileSync(require.resolve(path), 'utf8');
/** Fonts that every machine has: GitHub's own are those of the system. @type {readonly (readonly [string, number, string, string])[]} */
const FONTS = [
  ['Text', 400, '@fontsource/inter/files/inter-latin-400-normal.woff2', 'U+0000-2BFF'],
  ['Text', 600, '@fontsource/inter/files/inter-latin-600-normal.woff2', 'U+0000-2BFF'],
  [
    'Emoji',
    400,
    '@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2',
    'U+231A-2B55, U+1F000-1FAFF',
  ],
];

const STYLE = `
  body { margin: 0; background: var(--bgColor-default); }
  .markdown-body { box-sizing: border-box; padding: 24px 32px; font-family: Text, "DejaVu Sans", Emoji, sans-serif; }
  .markdown-body code, .markdown-body pre { font-family: "DejaVu Sans Mono", Emoji, monospace; }
  pre .add { background: #dafbe1; color: #116329; } pre .del { background: #ffebe9; color: #82071e; } pre .at { color: #8250df; }
  pre .line { display: block; min-height: 1.45em; }
  pre.mermaid { background: none; text-align: center; }
`;

function faces() {
  return FONTS.map(([family, weight, path, range]) => {
    const data = readFileSync(require.resolve(path)).toString('base64');
    return `@font-face { font-family: ${family}; font-weight: ${weight}; unicode-range: ${range}; src: url(data:font/woff2;base64,${data}); }`;
  }).join('\n');
}

/** A whole page; `theme` as GitHub calls them. @param {string} markdown @param {'light' | 'dark'} theme */
export function pageOf(markdown, theme = 'light') {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
    .replace(/<pre><code class="language-mermaid">([^]*?)<\/code><\/pre>/g, '<pre class="mermaid">$1</pre>')
    .replace(
      /<code class="language-diff">([^]*?)<\/code>/g,
      (_, /** @type {string} */ diff) => `<code>${colored(diff)}</code>`,
    );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>
    ${faces()}${asset(`github-markdown-css/github-markdown-${theme}.css`)}${STYLE}</style></head>
    <body><article class="markdown-body">${html}</article><script>${asset('mermaid/dist/mermaid.min.js')}</script></body></html>`;
}

/** @param {string} diff */
function colored(diff) {
  const kinds = /** @type {const} */ ({ '+': 'add', '-': 'del', '@': 'at' });
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const kind = kinds[/** @type {keyof typeof kinds} */ (line.charAt(0))] ?? '';
      return `<span class="line ${kind}">${line}</span>`;
    })
    .join('');
}
