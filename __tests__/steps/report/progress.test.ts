import { describe, expect, test } from '@jest/globals';
import { terminalConsole } from '../../../src/adapters/terminal-console.ts';
import { Progress } from '../../../src/steps/report/progress.ts';
import { FakeConsole, FakeRuntime } from '../../helpers/fake-run.ts';
import { Shop } from '../../helpers/shop.ts';

describe('in the log of a job', () => {
  test('a line every half minute, with counts and the time left', async () => {
    const [runtime, console] = [new FakeRuntime(), new FakeConsole()];
    const progress = new Progress('looked at', 100, { runtime, console });
    for (let done = 1; done <= 100; done += 1) {
      await runtime.sleep(1_000);
      progress.done();
    }
    expect(console.lines).toEqual([
      'looked at 30 of 100 envs, about 70 s left',
      'looked at 60 of 100 envs, about 40 s left',
      'looked at 90 of 100 envs, about 10 s left',
    ]);
  });

  test('minutes, where there are some; and nothing once all is done', async () => {
    const [runtime, console] = [new FakeRuntime(), new FakeConsole()];
    const progress = new Progress('applied', 3, { runtime, console });
    for (let done = 1; done <= 3; done += 1) {
      await runtime.sleep(60_000);
      progress.done();
    }
    expect(console.lines).toEqual(['applied 1 of 3 envs, about 2 min left', 'applied 2 of 3 envs, about 60 s left']);
  });

  test('a run counts the envs that it looks at, and those that it applies', async () => {
    const shop = new Shop('dev', 'test', 'prod');
    shop.runtime.now = (() => {
      let now = 0;
      return () => (now += 31_000);
    })();
    await shop.run('apply');
    const told = shop.console.lines.filter((line) => line.includes(' left'));
    expect(told.map((line) => line.replace(/, about.*/, ''))).toEqual([
      'looked at 1 of 3 envs',
      'looked at 2 of 3 envs',
      'applied 1 of 3 envs',
      'applied 2 of 3 envs',
    ]);
  });
});

describe('in a terminal', () => {
  const terminal = (isTTY: boolean) => {
    const written: string[] = [];
    const stream = (name: string) => ({ isTTY, columns: 60, write: (text: string) => written.push(`${name} ${text}`) });
    return { written, console: terminalConsole({ verbose: false }, { stdout: stream('out'), stderr: stream('err') }) };
  };

  test('a bar that is drawn over on standard error, and taken away before anything else', () => {
    const { written, console } = terminal(true);
    const progress = new Progress('looked at', 2, { console, runtime: { kind: 'terminal', now: () => 0 } });
    progress.done();
    console.info('hello');
    progress.done();
    expect(written).toEqual([
      'err \r\u001b[2K[############............] looked at 1 of 2 envs, about 0 s',
      'err \r\u001b[2K',
      'out hello\n',
      'err ',
    ]);
  });

  test('none where nobody watches, and no lines either', () => {
    const { written, console } = terminal(false);
    let now = 0;
    const progress = new Progress('looked at', 3, {
      console,
      runtime: { kind: 'terminal', now: () => (now += 60_000) },
    });
    progress.done();
    progress.done();
    expect(written).toEqual([]);
  });
});
