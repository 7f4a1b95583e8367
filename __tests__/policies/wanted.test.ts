import { describe, expect, test } from '@jest/globals';
import { wantedPolicies } from '../../src/policies/wanted.ts';
import { arnOf, manifestOf, observedOf } from '../helpers/subject.ts';
import { known } from '../../src/domain/fact.ts';

const manifest = manifestOf(['categories: {storage: [{bucket: photos, auth: [read], guest: [read]}]}']);
const env = manifest.envs[0]!;
const observed = observedOf();
const rolesOf = (...of: Parameters<typeof wantedPolicies>) => wantedPolicies(...of).map(({ roleArn }) => roleArn);

test('each role gets what its grantee is to be allowed', () => {
  expect(rolesOf('shop', env, observed)).toEqual([arnOf('auth'), arnOf('guest')]);
});

describe('derived once for an env as it was observed', () => {
  const policies = wantedPolicies('shop', env, observed);

  test('asked again, it is the same list', () => {
    expect(wantedPolicies('shop', env, observed)).toBe(policies);
  });

  test('another project, mode, env or observation has a list of its own', () => {
    expect(wantedPolicies('other', env, observed)[0]?.policyName).not.toBe(policies[0]?.policyName);
    expect(wantedPolicies('shop', env, observed, 'check')).toEqual([]);
    expect(wantedPolicies('shop', manifestOf().envs[0]!, observed)).toEqual([]);
    const replaced = known({ authenticated: arnOf('new'), unauthenticated: undefined, mappings: [] });
    expect(rolesOf('shop', env, observedOf({ identityPoolRoles: replaced }))).toEqual([arnOf('new')]);
  });
});
