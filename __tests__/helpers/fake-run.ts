import { FakeArtifacts, FakeGitHub } from './fake-github.ts';
import type { Annotation, Console, Results } from '../../src/ports/console.ts';
import { NO_TRIGGER } from '../../src/adapters/trigger.ts';
import type { Runtime, Trigger } from '../../src/ports/runtime.ts';

/** A runtime whose clock moves only when somebody sleeps. */
export class FakeRuntime implements Runtime {
  kind: Runtime['kind'] = 'action';
  eventName = 'push';
  trigger: Trigger = { ...NO_TRIGGER, branch: 'main' };
  readonly cancel = new AbortController();
  readonly cancelled = this.cancel.signal;
  readonly overdue = new AbortController().signal;
  day = '2026-11-25';
  #time = 0;

  today(): string {
    return this.day;
  }

  random(): number {
    return 0.5;
  }

  now(): number {
    return this.#time;
  }

  sleep(milliseconds: number): Promise<void> {
    this.#time += milliseconds;
    return Promise.resolve();
  }
}

/** Keeps what was said. */
export class FakeConsole implements Console {
  readonly lines: string[] = [];
  readonly annotations: Annotation[] = [];

  info(text: string): void {
    this.lines.push(text);
  }

  debug(text: string): void {
    this.lines.push(text);
  }

  group<T>(title: string, body: () => Promise<T>): Promise<T> {
    this.lines.push(title);
    return body();
  }

  annotate(annotation: Annotation): void {
    this.annotations.push(annotation);
  }
}

/** Keeps what was left behind. */
export class FakeResults implements Results {
  readonly outputs = new Map<string, string>();
  readonly files = new Map<string, string>();
  summaries = '';

  setOutput(name: string, value: string): void {
    this.outputs.set(name, value);
  }

  summary(markdown: string): Promise<void> {
    this.summaries = markdown;
    return Promise.resolve();
  }

  writeFiles(folder: string, files: Parameters<Results['writeFiles']>[1]): ReturnType<Results['writeFiles']> {
    const root = `/reports/${folder}`;
    for (const { path, text } of files) this.files.set(`${folder}/${path}`, text);
    return Promise.resolve({ root, paths: files.map(({ path }) => `${root}/${path}`) });
  }

  writeReport(name: string, text: string): Promise<string> {
    this.files.set(name, text);
    return Promise.resolve(`/reports/${name}`);
  }

  writeTemporary(path: string, text: string): Promise<void> {
    this.files.set(path, text);
    return Promise.resolve();
  }
}

/** Everything of a run that is no business of AWS or of files. */
export function fakeSurroundings(runtime = new FakeRuntime()) {
  const github = new FakeGitHub();
  const artifacts = new FakeArtifacts();
  return {
    runtime,
    console: new FakeConsole(),
    results: new FakeResults(),
    github: () => Promise.resolve(github),
    artifacts: () => Promise.resolve(artifacts),
  };
}
