import type { Lock, LockEntry } from '../../lock/model.ts';
import { withLockEntry, writeLock } from '../../lock/lock-file.ts';
import type { Workspace } from '../../ports/workspace.ts';

/**
 * The lock of one manifest while envs are applied: each env that is done puts its entry in, and the file is written whole each time,
 * so that a run that is killed leaves a lock that tells the truth.
 */
export class LockStore {
  readonly #path: string;
  readonly #workspace: Workspace;
  #lock: Lock;
  /** What was at the path when the run began, or was written since. */
  #text: string | null;

  constructor(path: string, lock: Lock, text: string | null, workspace: Workspace) {
    this.#path = path;
    this.#lock = lock;
    this.#text = text;
    this.#workspace = workspace;
  }

  async put(env: string, entry: LockEntry | undefined): Promise<void> {
    const file = await this.#workspace.read(this.#path);
    if (file.state === 'unsafe') throw new Error(`the lock cannot be written: ${file.reason}`);
    const now = file.state === 'file' ? file.text : null;
    if (now !== this.#text) throw new Error('somebody else has changed the lock since the run began');
    const next = withLockEntry(this.#lock, env, entry);
    const text = writeLock(next);
    await (await this.#workspace.stage(this.#path, text)).commit();
    this.#lock = next;
    this.#text = text;
  }
}
