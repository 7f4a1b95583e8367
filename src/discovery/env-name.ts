import { NAME } from '../manifest/schema.ts';

/** The Amplify CLI names a pool `<resource>_userpool_<hash>-<env>`. Source: its auth template. */
const AMPLIFY_POOL = /_userpool_[0-9a-f]{8}-([a-z]{2,10})$/;

/** A name for the env of a user pool that is not taken yet: from the pool's own name, with its id where that is not enough. */
export function envNameOf(pool: { readonly id: string; readonly name: string }, taken: ReadonlySet<string>): string {
  const own = AMPLIFY_POOL.exec(pool.name)?.[1] ?? pool.name.replace(/[_-]?user-?pool$/i, '');
  const base = clean(own) || 'env';
  const id = clean(pool.id.split('_')[1] ?? '');
  const candidates = [base, `${base.slice(0, 39 - id.length)}-${id}`];
  for (const candidate of candidates) if (NAME.test(candidate) && !taken.has(candidate)) return candidate;
  let number = 2;
  while (taken.has(`${base.slice(0, 35)}-${number}`)) number += 1;
  return `${base.slice(0, 35)}-${number}`;
}

/** Letters, digits and hyphens, as far as there are any. */
export function clean(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

/** Whether a text holds the name of an env as a word of its own: `shop-dev` and `shop_dev_users` say `dev`, `developers` does not. */
export function saysEnv(text: string, env: string): boolean {
  return text.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).some((word) => word.toLowerCase() === env.toLowerCase());
}
