/** YAML with the marks `▸` at the places where findings are expected. */
export interface Marked {
  readonly text: string;
  readonly places: readonly { readonly line: number; readonly column: number }[];
}

/** Takes the marks out and says where they stood: lines and columns from 1, columns in UTF-16 code units. */
export function marked(source: string): Marked {
  const places = source.split('\n').flatMap((line, index) => {
    const columns: number[] = [];
    for (let at = line.indexOf('▸'), taken = 0; at >= 0; at = line.indexOf('▸', at + 1), taken += 1)
      columns.push(at + 1 - taken);
    return columns.map((column) => ({ line: index + 1, column }));
  });
  return { text: source.replaceAll('▸', ''), places };
}
