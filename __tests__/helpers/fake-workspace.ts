import picomatch from 'picomatch';
import type { FileState, Tracking, Workspace } from '../../src/ports/workspace.ts';

/** Files in memory. `faults` makes an operation on a path fail, for example `commit config/a.js`. */
export class FakeWorkspace implements Workspace {
  readonly files: Map<string, string>;
  readonly faults = new Set<string>();
  readonly unsafe = new Map<string, string>();
  readonly log: string[] = [];
  /** Paths in git's index. */
  readonly tracked = new Set<string>();
  staged = 0;

  constructor(files: Record<string, string> = {}) {
    this.files = new Map(Object.entries(files));
  }

  find(pattern: string): Promise<readonly string[]> {
    const matches = picomatch(pattern, { dot: true });
    return Promise.resolve([...this.files.keys()].filter((path) => path === pattern || matches(path)).toSorted());
  }

  read(path: string): Promise<FileState> {
    const reason = this.unsafe.get(path);
    if (reason !== undefined) return Promise.resolve({ state: 'unsafe', reason });
    const text = this.files.get(path);
    return Promise.resolve(text === undefined ? { state: 'absent' } : { state: 'file', text });
  }

  async stage(path: string, text: string): Promise<Awaited<ReturnType<Workspace['stage']>>> {
    await this.#attempt('stage', path);
    this.staged += 1;
    let pending = true;
    return {
      commit: async () => {
        await this.#attempt('commit', path);
        this.files.set(path, text);
        this.staged -= pending ? 1 : 0;
        pending = false;
      },
      discard: () => {
        this.staged -= pending ? 1 : 0;
        pending = false;
        return Promise.resolve();
      },
    };
  }

  tracking(paths: readonly string[]): Promise<ReadonlyMap<string, Tracking>> {
    const stateOf = (path: string): Tracking => ({ state: this.tracked.has(path) ? 'tracked' : 'untracked' });
    return Promise.resolve(new Map(paths.map((path) => [path, stateOf(path)])));
  }

  async remove(path: string): Promise<void> {
    await this.#attempt('remove', path);
    this.files.delete(path);
  }

  async #attempt(what: string, path: string): Promise<void> {
    this.log.push(`${what} ${path}`);
    await Promise.resolve();
    const reason = this.unsafe.get(path);
    if (reason !== undefined) throw new Error(`${path}: ${reason}`);
    if (this.faults.has(`${what} ${path}`)) throw new Error(`${what} ${path} failed`);
  }
}
