import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { LastingCredentials } from '../../../src/adapters/aws/lasting-credentials.ts';
import { ServerTime } from '../../../src/adapters/aws/server-time.ts';
import { VirtualClock } from '../../helpers/virtual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** When the virtual clock is at zero. */
const START = Date.UTC(2026, 10, 25);

/** Gives sessions as STS does, or whatever `next` says. */
class Source {
  readonly taken: boolean[] = [];
  /** How long the sessions last; undefined: nobody says. */
  lifetime: number | undefined = HOUR;
  /** Set while nothing can be had. */
  failure: string | undefined;
  /** Gives the same ones all the time, as an environment does. */
  fixed: AwsCredentialIdentity | undefined;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async take(anew: boolean): Promise<AwsCredentialIdentity> {
    this.taken.push(anew);
    await this.#clock.sleep(10);
    if (this.failure !== undefined) throw new Error(this.failure);
    if (this.fixed !== undefined) return this.fixed;
    const expiration = this.lifetime === undefined ? undefined : new Date(START + this.#clock.now() + this.lifetime);
    const identity = { accessKeyId: `key-${this.taken.length}`, secretAccessKey: 'secret' };
    return expiration === undefined ? identity : { ...identity, expiration };
  }
}

let clock: VirtualClock;
let time: ServerTime;
let source: Source;
let credentials: LastingCredentials;

beforeEach(() => {
  clock = new VirtualClock();
  time = new ServerTime(clock, () => START + clock.now());
  source = new Source(clock);
  credentials = new LastingCredentials('the session', (anew) => source.take(anew), time, clock);
});

/** AWS has said what time it is. */
const hear = (ahead = 0) => {
  time.heard(new Date(START + clock.now() + ahead).toUTCString());
};

/** The key that a call is signed with after so much time. */
const keyAfter = (milliseconds: number) =>
  clock.run(clock.sleep(milliseconds).then(() => credentials.provider())).then(({ accessKeyId }) => accessKeyId);

describe('a session of an hour', () => {
  test('is used until five minutes before its end, and renewed then', async () => {
    expect([await keyAfter(0), await keyAfter(54 * MINUTE), await keyAfter(2 * MINUTE)]).toEqual([
      'key-1',
      'key-1',
      'key-2',
    ]);
    expect(source.taken).toEqual([false, true]);
  });

  test('is followed by as many as a day of work takes', async () => {
    const keys = new Set<string>();
    for (let minute = 0; minute < 24 * 60; minute += 10) keys.add(await keyAfter(10 * MINUTE));
    expect(keys.size).toBe(source.taken.length);
    expect(source.taken.length).toBeGreaterThanOrEqual(24);
    expect(source.taken.length).toBeLessThanOrEqual(30);
  });

  test('is taken once for all calls that come at once, and renewed once', async () => {
    const many = () => clock.run(Promise.all(Array.from({ length: 50 }, () => credentials.provider())));
    await many();
    await clock.run(clock.sleep(56 * MINUTE));
    expect(new Set((await many()).map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['key-2']));
    expect(source.taken).toEqual([false, true]);
  });

  test('goes on to its end where no new one can be had, which is tried now and then', async () => {
    hear();
    await keyAfter(0);
    source.failure = 'GitHub gave no OIDC token';
    expect(await keyAfter(56 * MINUTE)).toBe('key-1');
    for (let second = 0; second < 120; second += 1) expect(await keyAfter(1_000)).toBe('key-1');
    expect(source.taken.length).toBeLessThanOrEqual(7);
    await expect(keyAfter(3 * MINUTE)).rejects.toMatchObject({
      name: 'CredentialsEnded',
      message: 'the session ended at 2026-11-25T01:00:00Z and cannot be renewed: GitHub gave no OIDC token',
    });
    source.failure = undefined;
    expect(await keyAfter(MINUTE)).toMatch(/^key-/);
  });
});

test('short sessions are used for three quarters of their time', async () => {
  source.lifetime = 15 * MINUTE;
  expect([await keyAfter(0), await keyAfter(11 * MINUTE), await keyAfter(MINUTE)]).toEqual(['key-1', 'key-1', 'key-2']);
});

describe('what AWS refuses as expired', () => {
  test('is renewed once for all calls that were refused', async () => {
    await keyAfter(0);
    const old = credentials.latest;
    const renewed = await clock.run(Promise.all([1, 2, 3].map(() => credentials.renew(old, 'ExpiredToken'))));
    expect(renewed).toEqual([true, true, true]);
    expect(await clock.run(credentials.renew(old, 'ExpiredToken'))).toBe(true);
    expect(source.taken).toEqual([false, true]);
    expect(await clock.run(credentials.shortage(2 * MINUTE))).toBeUndefined();
  });

  test('and is all that there is, ends what is not begun yet', async () => {
    source.fixed = { accessKeyId: 'static', secretAccessKey: 'secret', sessionToken: 'token' };
    await keyAfter(0);
    expect(await clock.run(credentials.shortage(2 * MINUTE))).toBeUndefined();
    expect(await clock.run(credentials.renew(credentials.latest, 'ExpiredToken'))).toBe(false);
    expect(await clock.run(credentials.shortage(0))).toMatchObject({
      state: 'unchecked',
      cause: 'credentials',
      reason: 'AWS does not accept the credentials (ExpiredToken)',
    });
    // The source is not asked for each call that is refused.
    for (let call = 0; call < 20; call += 1) await clock.run(credentials.renew(credentials.latest, 'ExpiredToken'));
    expect(source.taken).toEqual([false, true]);
  });
});

describe('what is to be begun', () => {
  test.each<[string, number | undefined, number, boolean]>([
    ['an unknown end', undefined, 2 * MINUTE, true],
    ['an end far away', HOUR, 2 * MINUTE, true],
    ['an end in three minutes', 3 * MINUTE, 2 * MINUTE, true],
    ['an end in one minute', MINUTE, 2 * MINUTE, false],
    ['an end a minute ago', -MINUTE, 0, false],
  ])('%s, and the same all the time', async (_what, left, needed, begins) => {
    hear();
    const expiration = left === undefined ? {} : { expiration: new Date(START + left) };
    source.fixed = { accessKeyId: 'static', secretAccessKey: 'secret', ...expiration };
    await clock.run(credentials.open());
    const shortage = await clock.run(credentials.shortage(needed));
    expect(shortage === undefined).toBe(begins);
    if (shortage !== undefined) expect(shortage.reason).toContain('and cannot be renewed: there are no others');
  });

  test('gets a new session where the old one would not do', async () => {
    source.lifetime = MINUTE;
    await clock.run(credentials.open());
    source.lifetime = HOUR;
    expect(await clock.run(credentials.shortage(2 * MINUTE))).toBeUndefined();
    expect(await keyAfter(0)).toBe('key-2');
  });
});

describe("a machine's clock that is wrong", () => {
  test.each([
    ['three hours ahead', 3 * HOUR],
    ['three hours behind', -3 * HOUR],
  ])('%s: AWS says what time it is', async (_what, ahead) => {
    const wrong = new ServerTime(clock, () => START + ahead + clock.now());
    credentials = new LastingCredentials('the session', (anew) => source.take(anew), wrong, clock);
    wrong.heard(new Date(START + clock.now()).toUTCString());
    expect([await keyAfter(0), await keyAfter(54 * MINUTE), await keyAfter(2 * MINUTE)]).toEqual([
      'key-1',
      'key-1',
      'key-2',
    ]);
    expect(wrong.systemClockOffset).toBe(-ahead);
  });

  test('nothing is refused for its time before AWS has said it', async () => {
    source.fixed = { accessKeyId: 'static', secretAccessKey: 'secret', expiration: new Date(START - HOUR) };
    expect(await keyAfter(0)).toBe('static');
    hear(-2 * HOUR);
    expect(await keyAfter(0)).toBe('static');
    hear();
    await expect(keyAfter(0)).rejects.toThrow('the session ended at');
  });
});

test('a source that fails at first is not asked again', async () => {
  source.failure = 'there are none';
  await expect(clock.run(credentials.open())).rejects.toThrow('there are none');
  await expect(clock.run(credentials.open())).rejects.toThrow('there are none');
  expect(source.taken).toEqual([false]);
});
