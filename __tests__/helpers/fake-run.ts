import type { Annotation, Console, Results } from '../../src/ports/console.ts';
import type { Runtime } from '../../src/ports/runtime.ts';

/** A runtime whose clock moves only when somebody sleeps. */
export class FakeRuntime implements Runtime {
  readonly kind = 'action' as const;
  eventName = 'push';
  readonly cancel = new AbortController();
  readonly cancelled = this.cancel.signal;
  day = '2026-11-25';
  #time = 0;

  today(): string {
    return this.day;
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
    this.summaries += markdown;
    return Promise.resolve();
  }

  writeReport(name: string, text: string): Promise<string> {
    this.files.set(name, text);
    return Promise.resolve(`/reports/${name}`);
  }
}
