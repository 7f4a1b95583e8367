/** A placeholder of an ARN format: any text without a colon. */
const PLACEHOLDER = '\u0000';

/**
 * Whether some ARN is named by both: a resource of a statement (`*` and `?` are wildcards, a policy variable is a text) and an ARN
 * format of the reference, such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`.
 */
export function canName(resource: string, format: string, partition: string): boolean {
  const pattern = resource.replaceAll(/\$\{[^}]*\}/g, 'x');
  const shape = format.replaceAll('${Partition}', partition).replaceAll(/\$\{[^}]*\}|\*/g, PLACEHOLDER);
  const seen = new Map<string, boolean>();
  const meets = (i: number, j: number): boolean => {
    const key = `${i} ${j}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const [a, b] = [pattern[i], shape[j]];
    const answer =
      a === undefined && b === undefined
        ? true
        : (a === '*' && (meets(i + 1, j) || (b !== undefined && meets(i, j + 1)))) ||
          (b === PLACEHOLDER && (meets(i, j + 1) || (a !== undefined && a !== ':' && meets(i + 1, j)))) ||
          (a !== undefined && b !== undefined && (a === b || a === '?') && meets(i + 1, j + 1));
    seen.set(key, answer);
    return answer;
  };
  return meets(0, 0);
}
