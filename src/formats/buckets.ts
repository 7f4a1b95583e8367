import type { StorageEntry } from '../categories/storage.ts';
import { groupedBy } from '../domain/ordering.ts';
import type { EnvSpec } from '../manifest/model.ts';

/** A bucket as apps know it. */
export interface BucketConfig {
  /** What the app calls it. */
  readonly name: string;
  readonly bucketName: string;
  readonly region: string;
  /** Several entries can be about one bucket. */
  readonly entries: readonly StorageEntry[];
}

/** The buckets of an env, each once: first the one that the libraries use where the app names none. */
export function bucketsOf(env: EnvSpec, region: string): readonly BucketConfig[] {
  const buckets = [...groupedBy(env.categories.storage ?? [], ({ bucket }) => bucket)].map(([bucketName, entries]) => ({
    name: entries.find(({ name }) => name !== undefined)?.name ?? bucketName,
    bucketName,
    region: entries.find((entry) => entry.region !== undefined)?.region ?? region,
    entries,
  }));
  const isDefault = ({ entries }: BucketConfig) => entries.some((entry) => entry.isDefault === true);
  return [...buckets.filter(isDefault), ...buckets.filter((bucket) => !isDefault(bucket))];
}
