import fc from 'fast-check';
import { answers, OAUTH, type Case } from './pools.ts';

/** As many more pools, the same ones each time: whatever nobody thought of. */
export function randomPools(count: number): readonly Case[] {
  return fc.sample(parts, { numRuns: count, seed: 6 }).map((one, index) => ({
    name: `random ${index + 1}`,
    answers: answers(one),
  }));
}

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...values]);
const maybe = <T>(value: T): fc.Arbitrary<T | undefined> => fc.constantFrom(value, undefined);
// Texts that JSON, JavaScript and Dart each take for something else, where AWS would let them through.
const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'a b / : . ? = & $ % \' " \\ ü'.split(' ')) });

const client = fc.record({
  SupportedIdentityProviders: some('COGNITO', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple', 'Okta'),
  AllowedOAuthFlows: some('code' as const, 'implicit' as const, 'client_credentials' as const),
  AllowedOAuthScopes: some('email', 'openid', 'phone', 'https://api.example.com/read'),
  CallbackURLs: fc.array(text, { maxLength: 3 }),
  LogoutURLs: fc.array(text, { maxLength: 3 }),
  AllowedOAuthFlowsUserPoolClient: fc.boolean(),
});

const policy = fc.record({
  MinimumLength: fc.integer({ min: 6, max: 99 }),
  RequireLowercase: fc.boolean(),
  RequireUppercase: fc.boolean(),
  RequireNumbers: fc.boolean(),
  RequireSymbols: fc.boolean(),
});

const pool = fc.record({
  Domain: maybe('the-shop'),
  CustomDomain: maybe('auth.example.com'),
  UsernameAttributes: some('email' as const, 'phone_number' as const),
  AutoVerifiedAttributes: some('email' as const, 'phone_number' as const),
  MfaConfiguration: fc.constantFrom('OFF' as const, 'ON' as const, 'OPTIONAL' as const),
  Policies: fc.record({ PasswordPolicy: policy }),
  SchemaAttributes: some('sub', 'email', 'gender', 'custom:a', 'zoneinfo', 'phone_number', 'email_verified').map(
    (names) => names.map((Name, index) => ({ Name, Required: index % 3 !== 0 })),
  ),
});

const parts = fc.record({
  pool,
  web: fc.oneof(client, fc.constant(OAUTH), fc.constant({})),
  native: fc.constantFrom(null, {}, { ClientSecret: 's3cr3t' }),
  mfa: fc.constantFrom({}, { SoftwareTokenMfaConfiguration: {} }, { SmsMfaConfiguration: {} }),
  login: fc.dictionary(
    fc.constantFrom('accounts.google.com', 'graph.facebook.com', 'www.amazon.com', 'appleid.apple.com'),
    text,
    { maxKeys: 3 },
  ),
  identityPool: fc.boolean(),
});
