import { code, markdown } from '../escape.ts';

/** A link in Markdown; only its text where there is no address, or none that Markdown would take whole. */
export function link(text: string, url: string | undefined): string {
  return url === undefined || !/^https?:\/\/[^\s()<>"'`|\\]+$/.test(url) ? text : `[${text}](${url})`;
}

/** A table; the cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [...tableHead(head), ...rows.map(tableRow)].join('\n');
}

/** The first two lines of a table. A column with an empty title is as narrow as what it holds. */
export function tableHead(head: readonly string[], centered: readonly string[] = []): readonly string[] {
  return [tableRow(head), tableRow(head.map((title) => (centered.includes(title) ? ':-:' : '---')))];
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What can be folded; `title` is Markdown that GitHub takes inside of HTML: escaped text. */
export function folded(title: string, body: string, isOpen = false): string {
  return `<details${isOpen ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/**
 * A message, hint or note: what stands between backticks is code, all else is plain. Foreign text in it may pair backticks of its own,
 * which makes it code and nothing worse.
 */
export function prose(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return markdown(text);
  return parts.map((part, index) => (part === '' ? '' : index % 2 === 1 ? code(part) : inner(part, index))).join('');
}

/** What marks the beginning of a line is text anywhere else. */
function inner(part: string, index: number): string {
  return index === 0 ? markdown(part) : markdown(`.${part}`).slice(1);
}

/** So many names, each as Markdown, and how many more there are. */
export function names(items: readonly string[], max: number): string {
  const shown = items.slice(0, max).join(', ');
  return items.length <= max ? shown : `${shown} and ${items.length - max} more`;
}
