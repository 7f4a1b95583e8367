/** Makes equal reads once. Failures are facts here too, so they are kept as well: asking again would not fix them. */
export class Memo {
  readonly #answers = new Map<string, Promise<unknown>>();

  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const earlier = this.#answers.get(key);
    if (earlier !== undefined) return earlier as Promise<T>;
    const answer = read();
    this.#answers.set(key, answer);
    return answer;
  }
}
