import type { Change, FileChange, LambdaEnvironmentChange, LockChange, RolePolicyChange } from '../../domain/plan.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { isShared } from '../../formats/index.ts';
import { wholeTexts } from '../../plan/file-change.ts';
import type { EnvPlan } from '../../plan/plan.ts';
import { partsFor } from '../../plan/shared-files.ts';
import type { AwsSession } from '../../ports/aws.ts';
import type { Runtime } from '../../ports/runtime.ts';
import type { StagedFile, Workspace } from '../../ports/workspace.ts';
import { putBack, type Undone } from './undo.ts';
import { confirmPolicy, WriteFailure, writePolicy } from './write-policy.ts';
import { confirmVariable, putVariableBack, writeVariable } from './write-variable.ts';

export interface ApplyPorts {
  readonly workspace: Workspace;
  readonly runtime: Runtime;
}

/** What this session writes with. */
export type Writers = Pick<AwsSession, 'roles' | 'functions'>;

/** A change in AWS. */
type AwsChange = RolePolicyChange | LambdaEnvironmentChange;

/** In which order what is wanted is written; what goes, goes the other way round: no function looks for what it may not use yet. */
const ORDER: readonly AwsChange['kind'][] = ['role-policy', 'lambda-policy', 'lambda-environment'];

/**
 * Carries out the plan of one env: files to temporary files, policies of roles, policies and variables of Lambda functions, a look
 * whether AWS shows them, what goes in AWS, files into place, lock. The first failure ends it, and what this run has written is put
 * back, newest first; files and lock entry are mostly as they were then, since they come last.
 */
export async function applyEnv(
  plan: EnvPlan,
  aws: Writers,
  ports: ApplyPorts,
  disk: Disk,
): Promise<readonly Outcome[]> {
  const run = new EnvRun(plan, aws, ports, disk);
  return run.apply();
}

/** What envs share that are applied at the same time. */
export interface Disk {
  /** Runs `body` while no other env puts anything into place: several may have a part in one file. */
  turn<T>(body: () => Promise<T>): Promise<T>;
  /** Puts the env's entry into the lock, which is shared by all envs of a manifest. */
  writeLock(change: LockChange): Promise<void>;
}

class EnvRun {
  readonly #plan: EnvPlan;
  readonly #aws: Writers;
  readonly #ports: ApplyPorts;
  readonly #disk: Disk;
  readonly #outcomes = new Map<Change, Outcome>();
  readonly #staged = new Map<FileChange, Prepared>();
  /** Changes in AWS that this run has made, or may have made, in their order. */
  readonly #written = new Map<AwsChange, 'surely' | 'maybe'>();
  /** Files that are in place already. */
  readonly #placed: { readonly change: FileChange; readonly before: string | null }[] = [];

  constructor(plan: EnvPlan, aws: Writers, ports: ApplyPorts, disk: Disk) {
    this.#plan = plan;
    this.#aws = aws;
    this.#ports = ports;
    this.#disk = disk;
  }

  async apply(): Promise<readonly Outcome[]> {
    const { changes } = this.#plan;
    const inAws = ORDER.flatMap((kind) => changes.filter((change): change is AwsChange => change.kind === kind));
    const puts = inAws.filter((change) => change.action !== 'delete');
    const deletions = ORDER.toReversed().flatMap((kind) =>
      inAws.filter((change) => change.kind === kind && change.action === 'delete'),
    );
    const files = changes.filter((change) => change.kind === 'file');
    const locks = changes.filter((change) => change.kind === 'lock');
    try {
      for (const file of files) await this.#attempt(file, () => this.#stage(file));
      for (const put of puts) await this.#attempt(put, () => this.#write(put));
      await Promise.all(puts.map((put) => this.#confirm(put)));
      for (const deletion of deletions) await this.#attempt(deletion, () => this.#write(deletion));
      await this.#disk.turn(() => this.#putIntoPlace(files, locks));
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      await this.#putAwsBack();
    } finally {
      for (const { file } of this.#staged.values()) if (typeof file === 'object') await file.discard();
    }
    for (const change of changes) {
      if (!this.#outcomes.has(change)) this.#note(change, 'skipped', 'an earlier write of the env failed');
    }
    return changes.map((change) => this.#outcomes.get(change) as Outcome);
  }

  async #attempt(change: Change, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#note(change, 'failed', error instanceof Error ? error.message : String(error));
      throw new Ended();
    }
  }

  async #stage(change: FileChange): Promise<void> {
    if (change.after === null && !isShared(change.format)) return;
    this.#staged.set(change, await this.#prepare(change));
  }

  /** A file that all envs share is edited as it is then, since the env before may have changed it. */
  async #prepare(change: FileChange): Promise<Prepared> {
    const { path } = change;
    const parts = partsFor(this.#plan.subject, change);
    if (parts === undefined) {
      const { before, after } = wholeTexts(change);
      return { before, file: await this.#ports.workspace.stage(path, after ?? '') };
    }
    const now = await this.#textAt(path);
    const text = parts.withParts(now, new Map([[change.env, change.after ?? undefined]]));
    if (text === now) return { before: now, file: 'as-it-is' };
    return { before: now, file: text === null ? undefined : await this.#ports.workspace.stage(path, text) };
  }

  async #textAt(path: string): Promise<string | null> {
    const state = await this.#ports.workspace.read(path);
    if (state.state === 'unsafe') throw new Error(state.reason);
    return state.state === 'file' ? state.text : null;
  }

  async #write(change: AwsChange): Promise<void> {
    try {
      const { roles, functions } = this.#aws;
      const status =
        change.kind === 'lambda-environment'
          ? await writeVariable(functions, change, this.#ports.runtime)
          : await writePolicy(roles, change);
      if (status === 'applied') this.#written.set(change, 'surely');
      this.#note(change, status);
    } catch (error) {
      if (error instanceof WriteFailure && error.maybeWritten) this.#written.set(change, 'maybe');
      throw error;
    }
  }

  async #confirm(change: AwsChange): Promise<void> {
    if (this.#outcomes.get(change)?.status !== 'applied') return;
    const { roles, functions } = this.#aws;
    const seen =
      change.kind === 'lambda-environment'
        ? await confirmVariable(functions, change, this.#ports.runtime)
        : await confirmPolicy(roles, change, this.#ports.runtime);
    if (!seen) this.#note(change, 'unconfirmed', 'AWS accepted it and does not show it yet');
  }

  /** Files, and then the lock: all of it, or as it was. */
  async #putIntoPlace(files: readonly FileChange[], locks: readonly LockChange[]): Promise<void> {
    try {
      for (const file of files) await this.#attempt(file, () => this.#place(file));
      for (const lock of locks)
        await this.#attempt(lock, async () => {
          await this.#disk.writeLock(lock);
          this.#note(lock, 'applied');
        });
    } catch (error) {
      if (error instanceof Ended) await this.#putFilesBack();
      throw error;
    }
  }

  async #place(change: FileChange): Promise<void> {
    const staged = await this.#current(change);
    if (staged?.file === 'as-it-is') {
      this.#note(change, 'unchanged');
      return;
    }
    if (staged?.file === undefined) await this.#ports.workspace.remove(change.path);
    else await staged.file.commit();
    this.#placed.push({ change, before: staged === undefined ? wholeTexts(change).before : staged.before });
    this.#note(change, 'applied');
  }

  /** What was prepared, done anew where somebody has changed a shared file since. */
  async #current(change: FileChange): Promise<Prepared | undefined> {
    const staged = this.#staged.get(change);
    if (staged === undefined || !isShared(change.format)) return staged;
    if ((await this.#textAt(change.path)) === staged.before) return staged;
    if (typeof staged.file === 'object') await staged.file.discard();
    const next = await this.#prepare(change);
    this.#staged.set(change, next);
    return next;
  }

  async #putFilesBack(): Promise<void> {
    for (const { change, before } of this.#placed.toReversed()) {
      try {
        if (before === null) await this.#ports.workspace.remove(change.path);
        else await (await this.#ports.workspace.stage(change.path, before)).commit();
        this.#note(change, 'rolled-back');
      } catch (error) {
        this.#note(change, 'left-behind', error instanceof Error ? error.message : String(error));
      }
    }
  }

  async #putAwsBack(): Promise<void> {
    for (const [change, whether] of [...this.#written].toReversed()) {
      const undone = await this.#undo(change, whether);
      const failed = this.#outcomes.get(change)?.status === 'failed';
      if (undone.status === 'left-behind')
        this.#note(change, 'left-behind', `${undone.reason}. To fix it: ${undone.command}`);
      else if (!failed) this.#note(change, 'rolled-back');
    }
  }

  async #undo(change: AwsChange, whether: 'surely' | 'maybe'): Promise<Undone> {
    const { roles, functions } = this.#aws;
    return change.kind === 'lambda-environment'
      ? putVariableBack(functions, change, this.#ports.runtime)
      : putBack(roles, change, whether);
  }

  #note(change: Change, status: Outcome['status'], reason?: string): void {
    const { env, manifest, kind, target, action } = change;
    this.#outcomes.set(change, {
      env,
      manifest,
      kind,
      target,
      action,
      status,
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

interface Prepared {
  /** The whole text that lies there until then. */
  readonly before: string | null;
  /**
   * What is ready to be put into place; undefined: it is to be removed. `as-it-is`: others have done already what is to be done, as
   * the env before, with which this one shares it.
   */
  readonly file: StagedFile | 'as-it-is' | undefined;
}

/** Leaves the sequence of an env once one of its steps has failed and is noted. */
class Ended extends Error {}
