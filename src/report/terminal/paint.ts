import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colors for a terminal, or none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export function paintFor(hasColor: boolean): Paint {
  // Whether there are colors is decided here, not by what Node takes standard output for.
  const as = (format: Format) => (text: string) =>
    hasColor && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: as('bold'),
    dim: as('dim'),
    red: as('red'),
    yellow: as('yellow'),
    green: as('green'),
    cyan: as('cyan'),
  };
}

/** Colors where there is a terminal that has them, and nobody objects. Source of `NO_COLOR`: no-color.org (set, and not empty). */
export function hasColor(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
