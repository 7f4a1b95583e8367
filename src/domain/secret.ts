/**
 * A text that may reach a file on disk and nothing else. Whatever prints or serialises it gets stars: JSON, templates, the console, an
 * inspector; a clone is empty.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** The text itself, for whoever writes the file. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return STARS;
  }

  toJSON(): string {
    return STARS;
  }

  /** What `console.log` and error messages of Node show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return STARS;
  }
}

const STARS = '***';
