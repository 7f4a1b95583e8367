/**
 * A manifest of `discover` with everything that it suggests in comments taken over, as its comments say: `# ` is removed before the lines
 * of YAML, and the sentences and questions between them stay.
 */
export function switchedOn(text: string): string {
  let isInside = false;
  return text
    .split('\n')
    .map((line) => {
      const [, indent = '', own] = /^( *)# (.*)$/.exec(line) ?? [];
      if (own === undefined) {
        isInside = false;
        return line;
      }
      const isHead = /^[A-Za-z0-9-]+: # from |^outputs:$|^hosting: /.test(own);
      isInside = isHead || (isInside && own.startsWith('  '));
      return isInside ? indent + own : line;
    })
    .join('\n');
}
