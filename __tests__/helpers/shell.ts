import { spawnSync } from 'node:child_process';
import type { LiveShop } from './live-shop.ts';

/** The words of a command as a shell understands it. */
export function shellWords(command: string): readonly string[] {
  const { stdout, stderr, status } = spawnSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\0').slice(0, -1);
}

/** Does what an `aws iam` command means, for those that fix a role policy. */
export async function runAwsCommand(shop: LiveShop, command: string): Promise<void> {
  const [aws, iam, operation, ...rest] = shellWords(command);
  const options = new Map(rest.flatMap((word, index) => (index % 2 === 0 ? [[word, rest[index + 1] ?? '']] : [])));
  const role = options.get('--role-name') ?? '';
  const policy = options.get('--policy-name') ?? '';
  const document = options.get('--policy-document');
  if (aws !== 'aws' || iam !== 'iam') throw new Error(`what is ${command}?`);
  if (operation === 'delete-role-policy') await shop.drop(role, policy);
  else if (operation === 'put-role-policy' && document !== undefined) await shop.put(role, policy, document);
  else throw new Error(`what is ${command}?`);
}
