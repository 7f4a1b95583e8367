/** A job of a matrix has at most this many siblings. Source: GitHub Docs, "Usage limits". */
export const MAX_SHARDS = 256;

/** What a job of a matrix is made for. */
export const MATRIX_BY = ['shard', 'env', 'account', 'manifest'] as const;
export type MatrixBy = (typeof MATRIX_BY)[number];

/** `2/5`: the second of five. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export function shardName({ index, count }: Shard): string {
  return `${index}/${count}`;
}

export function parseShard(text: string): Shard | undefined {
  const match = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && index <= count && count <= MAX_SHARDS ? { index, count } : undefined;
}
