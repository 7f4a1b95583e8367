import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { unchecked, type Unchecked } from '../../domain/fact.ts';
import { CREDENTIALS_ENDED, messageOf } from './errors.ts';
import type { ServerTime } from './server-time.ts';
import type { Clock } from './token-bucket.ts';

/** Takes credentials from where they come from; `anew`: what is kept there will not do. */
export type Take = (anew: boolean) => Promise<AwsCredentialIdentity>;

/** The SDK takes new credentials this long before the old ones end; short ones are used for three quarters of their time. */
const MARGIN_MS = 5 * 60_000;
const MARGIN = 1 / 4;

/** After a renewal that failed the next one waits, a twentieth of the credentials' time at most. */
const PAUSE_MS = 30_000;
const PAUSE = 1 / 20;

/** One set of credentials. */
interface Held {
  readonly identity: AwsCredentialIdentity;
  /** By AWS's clock, in milliseconds since 1970; undefined: nobody says. */
  readonly endsAt: number | undefined;
  /** By the run's own clock. */
  readonly takenAt: number;
}

const HINT =
  'Use credentials that last longer, or that can be renewed: name a role in `roleToAssume` and give the job `id-token: write`.';

/**
 * Credentials that are renewed before they end, where that is possible. `name` says whose they are in a sentence that goes on: `the AWS
 * credentials`.
 */
export class LastingCredentials {
  readonly #name: string;
  readonly #take: Take;
  readonly #time: ServerTime;
  readonly #clock: Pick<Clock, 'now'>;
  #held: Held | undefined;
  #first: Promise<Held> | undefined;
  #renewing: Promise<void> | undefined;
  #failure: { readonly reason: string; readonly at: number } | undefined;
  /** AWS's code for them, once it has refused them as expired. */
  #refusedBy: string | undefined;

  constructor(name: string, take: Take, time: ServerTime, clock: Pick<Clock, 'now'>) {
    this.#name = name;
    this.#take = take;
    this.#time = time;
    this.#clock = clock;
  }

  /** Those that calls are signed with now; undefined before the first were taken. For {@link renew} only. */
  get latest(): object | undefined {
    return this.#held;
  }

  /** Takes the first ones. It fails as the source does, each time. */
  async open(): Promise<void> {
    await this.#opened();
  }

  /**
   * For the SDK, which asks at every attempt of every call; its own cache, which relies on the machine's clock, is off by `memoized`.
   * It throws once the credentials are over and there are no new ones.
   */
  readonly provider = Object.assign(
    async (): Promise<AwsCredentialIdentity> => {
      const held = await this.#opened();
      if (!this.#isDue(held) || (await this.renew(held))) return (this.#held ?? held).identity;
      if (this.#time.isKnown && this.#leftOf(held) <= 0) {
        throw Object.assign(new Error(this.#ending(held)), { name: CREDENTIALS_ENDED });
      }
      return held.identity;
    },
    { memoized: true },
  );

  /**
   * Whether there are others now than `old`, which AWS refuses as expired or which end soon. `refusedBy` is the code by which AWS
   * refused them.
   */
  async renew(old: object | undefined, refusedBy?: string): Promise<boolean> {
    if (this.#held !== old) return true;
    const held = await this.#opened();
    if (!this.#isPausing(held)) {
      this.#renewing ??= this.#renewed(held).finally(() => (this.#renewing = undefined));
      await this.#renewing;
    }
    const isNew = this.#held !== held;
    if (!isNew) this.#refusedBy ??= refusedBy;
    return isNew;
  }

  /** Whether they are known to last so long, in milliseconds. */
  lasts(milliseconds: number): boolean {
    return this.#held === undefined || (this.#refusedBy === undefined && this.#leftOf(this.#held) >= milliseconds);
  }

  /** Why nothing may be begun with them that takes so long; undefined where they last, or were renewed. */
  async shortage(milliseconds: number): Promise<Unchecked | undefined> {
    const held = await this.#opened();
    if (this.lasts(milliseconds) || (await this.renew(held))) return undefined;
    const reason =
      this.#refusedBy === undefined ? this.#ending(held) : `AWS does not accept the credentials (${this.#refusedBy})`;
    return { ...unchecked('credentials', reason), hint: HINT };
  }

  #opened(): Promise<Held> {
    this.#first ??= this.#take(false).then((identity) => (this.#held = this.#hold(identity)));
    return this.#held === undefined ? this.#first : Promise.resolve(this.#held);
  }

  async #renewed(old: Held): Promise<void> {
    try {
      const next = this.#hold(await this.#take(true));
      if (isSame(next, old)) throw new Error('there are no others');
      this.#held = next;
      this.#failure = undefined;
      this.#refusedBy = undefined;
    } catch (error) {
      this.#failure = { reason: messageOf(error), at: this.#clock.now() };
    }
  }

  #hold(identity: AwsCredentialIdentity): Held {
    const endsAt = identity.expiration?.getTime();
    return {
      identity,
      endsAt: endsAt === undefined || Number.isNaN(endsAt) ? undefined : endsAt,
      takenAt: this.#clock.now(),
    };
  }

  #leftOf({ endsAt }: Held): number {
    return endsAt === undefined ? Number.POSITIVE_INFINITY : endsAt - this.#time.now();
  }

  /** All the time that they had when they were taken. */
  #lifetimeOf(held: Held): number {
    return Math.max(0, this.#leftOf(held) + this.#clock.now() - held.takenAt);
  }

  #isDue(held: Held): boolean {
    return this.#leftOf(held) <= Math.min(MARGIN_MS, this.#lifetimeOf(held) * MARGIN);
  }

  #isPausing(held: Held): boolean {
    const pause = Math.min(PAUSE_MS, this.#lifetimeOf(held) * PAUSE);
    return this.#failure !== undefined && this.#clock.now() < this.#failure.at + pause;
  }

  #ending(held: Held): string {
    const left = Math.round(this.#leftOf(held) / 1_000);
    const end = new Date(held.endsAt ?? 0).toISOString().replace(/\.\d+Z$/, 'Z');
    const when = left > 0 ? `end in ${left} seconds (${end})` : `ended at ${end}`;
    return `${this.#name} ${when} and cannot be renewed: ${this.#failure?.reason ?? ''}`;
  }
}

function isSame({ identity: a, endsAt: end }: Held, { identity: b, endsAt }: Held): boolean {
  return (
    a.accessKeyId === b.accessKeyId &&
    a.secretAccessKey === b.secretAccessKey &&
    a.sessionToken === b.sessionToken &&
    end === endsAt
  );
}
