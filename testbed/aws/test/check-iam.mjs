// @ts-check
/**
 * The parts of IAM that do not guard a request: quotas, grammar, paging, simulation.
 */
import {
  GetContextKeysForPrincipalPolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  paginateListRolePolicies,
  PutRolePolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { awsClients } from '../aws-clients.mjs';
import { seedEnvironment } from '../seed.mjs';
import { outcome } from '../../checks.mjs';

/** @typedef {import('../aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('../../checks.mjs').Checks} Checks */

const SUB_KEY = 'cognito-identity.amazonaws.com:sub';

/** @param {Checks} checks @param {AwsClients} root @param {string} endpoint */
export async function checkIam(checks, root, endpoint) {
  // The SDK takes IAM's LimitExceeded for throttling and would try again.
  const impatient = awsClients({ endpoint, maxAttempts: 1 });
  await checkDocuments(checks, impatient);
  impatient.destroy();
  await checkPaging(checks, root);
  await checkSimulation(checks, root);
}

/** @param {object} statement */
function policy(statement) {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}

/** @param {Checks} checks @param {AwsClients} root */
async function checkDocuments(checks, root) {
  const { authRoleName } = await seedEnvironment(root);
  const put = (/** @type {string} */ document, name = 'p') =>
    outcome(() =>
      root.iam.send(new PutRolePolicyCommand({ RoleName: authRoleName, PolicyName: name, PolicyDocument: document })),
    );
  const ofLength = (/** @type {number} */ length) => {
    const shell = policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::' }).length;
    return policy({ Action: 's3:GetObject', Resource: `arn:aws:s3:::${'a'.repeat(length - shell)}` });
  };
  checks.equal('quota: 10,240 characters fit', await put(ofLength(10_240)), 'allowed');
  checks.equal('quota: white space does not count', await put(`${ofLength(10_240)}  \n`), 'allowed');
  checks.equal('quota: 10,241 do not', await put(ofLength(10_241)), 'LimitExceededException');
  checks.equal('quota: nor as a sum', await put(ofLength(200), 'q'), 'LimitExceededException');

  const good = { Action: 's3:GetObject', Resource: '*' };
  const malformed = 'MalformedPolicyDocumentException';
  checks.equal('grammar: good', await put(policy({ ...good, Sid: 'A1' })), 'allowed');
  checks.equal('grammar: no JSON', await put('{'), malformed);
  checks.equal('grammar: version', await put(policy(good).replace('2012', '2013')), malformed);
  checks.equal('grammar: action', await put(policy({ ...good, Action: 'GetObject' })), malformed);
  checks.equal('grammar: resource', await put(policy({ ...good, Resource: 'bucket/x' })), malformed);
  checks.equal('grammar: Sid', await put(policy({ ...good, Sid: 'not-one' })), malformed);
  checks.equal('grammar: principal', await put(policy({ ...good, Principal: '*' })), malformed);

  const trust = (/** @type {string} */ document) =>
    outcome(() =>
      root.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: authRoleName, PolicyDocument: document })),
    );
  const trusted = { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  checks.equal('trust grammar: good', await trust(policy(trusted)), 'allowed');
  checks.equal('trust grammar: no JSON', await trust('{'), malformed);
  checks.equal('trust grammar: resource', await trust(policy({ ...trusted, Resource: '*' })), malformed);
  checks.equal('trust quota', await trust(policy({ ...trusted, Sid: 'a'.repeat(2_048) })), 'LimitExceededException');
}

/** @param {Checks} checks @param {AwsClients} root */
async function checkPaging(checks, root) {
  const names = ['p1', 'p2', 'p3', 'p4', 'p5'];
  const document = policy({ Action: 's3:GetObject', Resource: '*' });
  const { authRoleName } = await seedEnvironment(root, {
    inlinePolicies: { auth: Object.fromEntries(names.map((name) => [name, document])) },
    managedPolicies: {
      auth: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', { name: 'paging', document }],
    },
  });
  const role = { RoleName: authRoleName };
  const first = await root.iam.send(new ListRolePoliciesCommand({ ...role, MaxItems: 2 }));
  checks.equal('paging: a first page', [first.PolicyNames, first.IsTruncated], [['p1', 'p2'], true]);
  const all = [];
  // A copy of the input: the paginator writes its marker into it.
  for await (const page of paginateListRolePolicies({ client: root.iam, pageSize: 2 }, { ...role })) {
    all.push(page.PolicyNames ?? []);
  }
  checks.equal('paging: the SDK paginator', all, [['p1', 'p2'], ['p3', 'p4'], ['p5']]);
  const attached = await root.iam.send(new ListAttachedRolePoliciesCommand({ ...role, MaxItems: 1 }));
  const rest = await root.iam.send(
    new ListAttachedRolePoliciesCommand({ ...role, MaxItems: 1, Marker: attached.Marker }),
  );
  checks.equal(
    'paging: attached policies',
    [
      attached.AttachedPolicies?.[0]?.PolicyName,
      attached.IsTruncated,
      rest.AttachedPolicies?.[0]?.PolicyName,
      rest.IsTruncated,
    ],
    ['AmazonS3ReadOnlyAccess', true, 'paging', false],
  );
}

/** @param {Checks} checks @param {AwsClients} root */
async function checkSimulation(checks, root) {
  const { authRoleArn, bucket } = await seedEnvironment(root, {
    path: '/service-role/',
    inlinePolicies: {
      auth: {
        storage: ({ bucket: name }) =>
          JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 's3:PutObject',
                Resource: `arn:aws:s3:::${name}/private/\${${SUB_KEY}}/*`,
              },
              {
                Effect: 'Allow',
                Action: 's3:ListBucket',
                Resource: `arn:aws:s3:::${name}`,
                Condition: {
                  StringLike: { 's3:prefix': 'public/*' },
                  StringEquals: { 'aws:ResourceAccount': '1' },
                },
              },
              { Effect: 'Deny', Action: 's3:PutObject', Resource: `arn:aws:s3:::${name}/private/me/no/*` },
            ],
          }),
      },
    },
  });
  const own = `arn:aws:s3:::${bucket}/private/me/x`;
  const denied = `arn:aws:s3:::${bucket}/private/me/no/x`;
  const other = `arn:aws:s3:::${bucket}/private/you/x`;
  const base = { PolicySourceArn: authRoleArn, ActionNames: ['s3:PutObject'] };
  const entry = (/** @type {string} */ key, /** @type {string} */ value) => ({
    ContextKeyName: key,
    ContextKeyType: /** @type {const} */ ('string'),
    ContextKeyValues: [value],
  });
  const me = [entry(SUB_KEY, 'me')];

  const several = await root.iam.send(
    new SimulatePrincipalPolicyCommand({ ...base, ResourceArns: [own, other, denied], ContextEntries: me }),
  );
  const [result] = several.EvaluationResults ?? [];
  checks.equal('simulation: one result per action', several.EvaluationResults?.length, 1);
  checks.equal('simulation: the most restrictive decision', result?.EvalDecision, 'explicitDeny');
  checks.equal(
    'simulation: a decision per resource',
    result?.ResourceSpecificResults?.map((each) => [each.EvalResourceName, each.EvalResourceDecision]),
    [
      [own, 'allowed'],
      [other, 'implicitDeny'],
      [denied, 'explicitDeny'],
    ],
  );
  const source = result?.ResourceSpecificResults?.[0]?.MatchedStatements?.[0]?.SourcePolicyId ?? '';
  checks.holds('simulation: the matching policy', source.endsWith('_storage'), source);

  const blind = await root.iam.send(new SimulatePrincipalPolicyCommand({ ...base, ResourceArns: [own] }));
  checks.equal('simulation: a missing key is named', blind.EvaluationResults?.[0]?.MissingContextValues, [SUB_KEY]);

  const listing = { ...base, ActionNames: ['s3:ListBucket'], ResourceArns: [`arn:aws:s3:::${bucket}`] };
  const withoutAccount = await root.iam.send(
    new SimulatePrincipalPolicyCommand({ ...listing, ContextEntries: [entry('s3:prefix', 'public/a')] }),
  );
  checks.equal(
    'simulation: the account of the resource is not known by itself',
    withoutAccount.EvaluationResults?.[0]?.MissingContextValues,
    ['aws:ResourceAccount'],
  );
  const told = await root.iam.send(
    new SimulatePrincipalPolicyCommand({
      ...listing,
      ContextEntries: [entry('s3:prefix', 'public/a'), entry('aws:ResourceAccount', '1')],
    }),
  );
  checks.equal('simulation: conditions', told.EvaluationResults?.[0]?.EvalDecision, 'allowed');

  const bounded = await root.iam.send(
    new SimulatePrincipalPolicyCommand({
      ...base,
      ResourceArns: [own],
      ContextEntries: me,
      PermissionsBoundaryPolicyInputList: [policy({ Action: 's3:GetObject', Resource: '*' })],
    }),
  );
  checks.equal('simulation: a boundary', bounded.EvaluationResults?.[0]?.EvalDecision, 'implicitDeny');
  checks.equal(
    'simulation: the boundary is blamed',
    bounded.EvaluationResults?.[0]?.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    false,
  );
  const added = await root.iam.send(
    new SimulatePrincipalPolicyCommand({
      ...base,
      ResourceArns: [other],
      PolicyInputList: [policy({ Action: 's3:PutObject', Resource: '*' })],
    }),
  );
  checks.equal('simulation: a policy not yet applied', added.EvaluationResults?.[0]?.EvalDecision, 'allowed');
  const custom = await root.iam.send(
    new SimulateCustomPolicyCommand({
      ActionNames: ['s3:PutObject', 's3:GetObject'],
      PolicyInputList: [policy({ Action: 's3:PutObject', Resource: '*' })],
    }),
  );
  checks.equal(
    'simulation: custom policies',
    custom.EvaluationResults?.map((each) => each.EvalDecision),
    ['allowed', 'implicitDeny'],
  );
  checks.equal(
    'simulation: the path is part of the ARN',
    await outcome(() =>
      root.iam.send(
        new SimulatePrincipalPolicyCommand({
          ...base,
          PolicySourceArn: authRoleArn.replace('/service-role', ''),
        }),
      ),
    ),
    'NoSuchEntityException',
  );
  const keys = await root.iam.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: authRoleArn }));
  checks.equal('context keys', keys.ContextKeyNames, ['aws:ResourceAccount', SUB_KEY, 's3:prefix']);
}
