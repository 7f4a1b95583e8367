/**
 * All foreign text (names and descriptions from AWS, YAML, error messages) passes through here before it is printed. Nothing is
 * dropped silently that a reader would miss; what could act on a terminal, a runner or a renderer is made visible or harmless.
 */

// Control characters, and those that turn the direction of text or are not seen at all.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Text for a log. The runner takes a line that begins with `::` (after any kind of white space) for a command, and one with `##[` anywhere in it too; both are
 * broken up by a character that is seen. Source: `ActionCommand.cs` of actions/runner.
 */
export function logText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '\u00b7')
    .replace(/##\[/g, '#\u00b7#[')
    .replace(/^([^\S\n]*):(?=:)/gm, '$1:\u00b7');
}

/** The same on one line. */
export function logLine(text: string): string {
  return logText(text).replace(/\s*\n\s*/g, ' ⏎ ');
}

/** A space without width, as Renovate and Dependabot put it after the `@` of what is no mention. */
const APART = '&#8203;';

/**
 * Text inside of Markdown that GitHub renders: nothing in it is markup, a mention, a reference, a link or the end of a comment,
 * and it stays within one line and one table cell. What needs no escape stays readable in the source.
 */
export function markdown(text: string): string {
  return (
    text
      .replace(UNSEEN, '\u00b7')
      .replace(/[\\`*_{}[\]<>&"|~#@$^]/g, entity)
      // GitHub looks for mentions, references and addresses in what it has rendered, where an entity is the character again.
      .replace(/&#64;(?=\w)|&#35;(?=\d)/g, (sign) => `${sign}${APART}`)
      // Emoji names and the links that GitHub makes of bare addresses.
      .replace(/:(?=[\w+/-])/g, entity)
      .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}${entity('.')}`)
      .replace(/\bGH-(?=\d)/gi, (reference) => `${reference.slice(0, 2)}${entity('-')}${APART}`)
      // At the start of a line these begin lists, headings and quotations.
      .replace(/^\s*[-+=]/, (start) => `${start.slice(0, -1)}${entity(start.slice(-1))}`)
      .replace(/^(\s*\d+)([.)])/, (_, digits: string, mark: string) => `${digits}${entity(mark)}`)
      .replace(/\r\n?|\n/g, '<br>')
  );
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** A code span of exactly this text on one line, also inside of a table. */
export function code(text: string): string {
  const line = text.replace(UNSEEN, '\u00b7').replace(/\s+/g, ' ').trim();
  // A code span knows no escapes: what would end it, or the table cell, needs the other form.
  return line === '' || /[`|\\]/.test(line) ? `<code>${markdown(line)}</code>` : `\`${line}\``;
}

/** The same inside of HTML, where GitHub reads no Markdown. */
export function codeInHtml(text: string): string {
  return `<code>${markdown(text.replace(/\s+/g, ' ').trim())}</code>`;
}

/** A fenced block of exactly this text. */
export function fence(text: string, language = ''): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text.replace(/\r\n?/g, '\n').replace(UNSEEN, '\u00b7')}\n${ticks}`;
}
