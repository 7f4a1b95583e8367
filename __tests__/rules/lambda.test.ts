import { describe, test } from '@jest/globals';
import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { type AwsClients, type Environment, makeFunction } from '@amplify-import-auth/testbed/aws';
import { checkCase, dev, IDENTITY_POOL, USER_POOL, WEB, type RuleCase } from '../helpers/emulated.ts';

const IDS = [USER_POOL, WEB, IDENTITY_POOL];

async function make(_env: Environment, clients: AwsClients): Promise<void> {
  await makeFunction(clients, 'admin');
}

/** The function runs with this role of the seeded env. */
function runsAs(role: 'authRoleArn' | 'guestRoleArn' | 'editors') {
  return async (env: Environment, clients: AwsClients): Promise<void> => {
    await makeFunction(clients, 'admin');
    const Role = role === 'editors' ? env.groups['editors']!.roleArn : env[role];
    await clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'admin', Role }));
  };
}

describe('lambda/not-found', () => {
  test.each<RuleCase>([
    {
      what: 'a function that is there',
      change: make,
      yaml: dev(...IDS, 'lambdas: [{function: admin, access: [read]}]'),
      finds: [],
    },
    {
      what: 'a function that is not',
      change: make,
      yaml: dev(...IDS, 'lambdas:', '  - {function: admin, access: [read]}', '  - ▸{function: amdin, access: [read]}'),
      finds: ['lambda/not-found'],
      says: ['the Lambda function amdin does not exist in eu-west-1'],
    },
    {
      what: 'two of them',
      yaml: dev(...IDS, 'lambdas: [▸{function: a}, ▸{function: b}]'),
      finds: ['lambda/not-found', 'lambda/not-found'],
    },
    {
      what: 'a function whose role is gone',
      change: async (_env, clients) => {
        const { roleName } = await makeFunction(clients, 'admin');
        await clients.iam.send(new DeleteRoleCommand({ RoleName: roleName }));
      },
      yaml: dev(...IDS, 'lambdas: [▸{function: admin, access: [read]}]'),
      finds: ['lambda/not-found'],
      says: ['the execution role arn:aws:iam::'],
    },
    {
      what: 'nobody asks with policies: off',
      yaml: dev(...IDS, 'policies: {lambdas: off}', 'lambdas: [{function: a}]'),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('a function that runs with a role of users', () => {
  test.each<RuleCase>([
    {
      what: 'of signed-in users',
      change: runsAs('authRoleArn'),
      yaml: dev(...IDS, 'lambdas: [▸{function: admin, access: [read]}]'),
      finds: ['policy/privileged'],
      says: ['runs with the role of signed-in users'],
    },
    {
      what: 'of guests',
      change: runsAs('guestRoleArn'),
      yaml: dev(...IDS, 'lambdas: [▸{function: admin, access: [delete]}]'),
      finds: ['policy/privileged'],
      says: ['runs with the role of guests'],
    },
    {
      what: 'of a group',
      seed: { groups: ['editors'] },
      change: runsAs('editors'),
      yaml: dev(...IDS, 'groups: {editors: "<group.editors>"}', 'lambdas: [▸{function: admin, access: [read]}]'),
      finds: ['policy/privileged'],
      says: ['runs with the role of the group "editors"'],
    },
    {
      what: 'and gets no rights',
      change: runsAs('authRoleArn'),
      yaml: dev(...IDS, 'lambdas: [{function: admin}]'),
      finds: [],
    },
  ])('$what', checkCase);
});

describe('lambdas in the manifest', () => {
  test.each<RuleCase>([
    {
      what: 'a right that is none',
      change: make,
      yaml: dev(...IDS, 'lambdas: [{function: admin, access: [▸write]}]'),
      finds: ['manifest/schema'],
    },
    {
      what: 'a name that is an ARN',
      yaml: dev(...IDS, 'lambdas: [{function: ▸"arn:aws:lambda:eu-west-1:111122223333:function:admin"}]'),
      finds: ['manifest/schema'],
    },
    {
      what: 'an unknown key',
      change: make,
      yaml: dev(...IDS, 'lambdas: [{function: admin, ▸acess: [read]}]'),
      finds: ['manifest/unknown-key'],
      hints: ['Did you mean "access"?'],
    },
    {
      what: 'one variable for two pools',
      change: make,
      yaml: [
        'version: 1',
        'project: shop',
        'defaults: {lambdas: [{function: admin}]}',
        'envs:',
        '  dev: {userPoolId: <userPoolId>, webClientId: <webClientId>}',
        '  prod: {userPoolId: eu-west-1_Other1234, webClientId: <webClientId>, lambdas: [{function: ▸admin}]}',
        '  test: {extends: dev}',
        '',
      ]
        .join('\n')
        .replace('userPoolId: eu-west-1_Other1234', 'userPoolId: ▸eu-west-1_Other1234'),
      finds: ['user-pool/not-found prod', 'manifest/schema prod'],
      unchecked: [
        'client/not-found',
        'client/web-has-secret',
        'client/auth-flow',
        'client/callback-urls',
        'client/oauth-incomplete',
      ],
      says: ['the function admin has one variable for its user pool, and dev sets it too'],
    },
    {
      what: 'a placeholder in the name of the function',
      change: async (env, clients) => {
        await makeFunction(clients, 'shop-dev-admin');
        await make(env, clients);
      },
      yaml: dev(...IDS, 'lambdas: [{function: "{project}-{env}-admin"}]'),
      finds: [],
    },
  ])('$what', checkCase);
});
