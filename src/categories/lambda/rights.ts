/** Each right, and what it lets a function do in the profile `strict`. */
export const LAMBDA_RIGHTS = {
  create: 'make users and groups, set passwords, put users into groups',
  read: 'look at the pool, its users and groups',
  update: 'change, enable, disable and sign out users; take them out of groups; change groups',
  delete: 'delete users, their attributes, and groups',
} as const;
export type LambdaRight = keyof typeof LAMBDA_RIGHTS;
