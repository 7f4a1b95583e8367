import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SimulatePrincipalPolicyCommand, type ContextEntry } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../../../src/domain/iam-policy.ts';
import { CATEGORIES } from '../../../src/categories/index.ts';
import { evaluate } from '../../helpers/evaluate-policies.ts';
import { LiveShop } from '../../helpers/live-shop.ts';

// What every category gives, said by hand, against what IAM's simulator says of the roles that apply has written to. The test asks the
// simulator itself; the action's own matrix is compared with it further below.

const ME = 'eu-west-1:99999999-8888-4777-8666-555555555555';

const CATEGORY_LINES = [
  'categories:',
  '  storage: [{bucket: files, auth: [create, read, update, delete], guest: [read], groups: {editors: [read]}}]',
  '  dynamodb: [{table: notes, auth: [create, read], guest: [read]}]',
  '  rest: [{apiId: a1b2c3, stage: dev, paths: {/items: {auth: [create, read], guest: [read]}, "/items/{id}": {groups: {editors: [delete]}}}}]',
  '  graphql: [{apiId: g1, auth: ["Query.*"], guest: ["Query.listItems"], groups: {editors: ["Mutation.dropItem"]}}]',
  '  pinpoint: [{appId: app1, auth: [record], guest: [record]}]',
  '  notifications: [{appId: app2, auth: [inAppMessages]}]',
  '  kinesis: [{stream: clicks, auth: [record]}]',
  '  firehose: [{stream: hose, auth: [record], guest: [record]}]',
  '  personalize: [{tracker: track, auth: [record]}]',
  '  geo:',
  '    - {map: town, auth: [read], guest: [read]}',
  '    - {placeIndex: places, auth: [read]}',
  '    - {geofences: areas, groups: {editors: [create, read]}}',
  '  lex: [{bot: ABCDEFGHIJ, alias: TSTALIASID, auth: [send]}]',
  '  predictions: [{use: [translate, identifyText], auth: [invoke], guest: [invoke]}]',
  '  pubsub: [{topics: [news, "orders/#"], auth: [publish, subscribe], guest: [subscribe]}]',
  '  functions: [{function: quote, auth: [invoke]}]',
  '  logging: [{logGroup: /shop/app, auth: [write]}]',
  '  custom: [{name: mail, groups: {editors: [{actions: ["ses:SendEmail"], resources: ["arn:aws:ses:eu-west-1:<account>:identity/a"]}]}}]',
];

interface Row {
  readonly category: string;
  readonly action: string;
  readonly resource: string;
  /** For signed-in users, guests and editors, in this order: `+` or `-`. */
  readonly strict: string;
  readonly amplify: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** `category action resource strict [amplify] [key=value]`; resources of this account and region are written from the service on. */
function row(text: string): Row {
  const [category = '', action = '', resource = '', strict = '', ...more] = text.split(/\s+/);
  const amplify = more.find((word) => /^[+-]{3}$/.test(word)) ?? strict;
  const keys = more.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]);
  return {
    category,
    action,
    resource,
    strict,
    amplify,
    context: Object.fromEntries(keys.map(([key, value]) => [key, [value]])),
  };
}

const ROWS = `
  storage s3:PutObject s3:::files/public/x +-- +--
  storage s3:GetObject s3:::files/public/x +++
  storage s3:DeleteObject s3:::files/public/x +--
  storage s3:PutObject s3:::files/protected/<me>/x +--
  storage s3:GetObject s3:::files/protected/other/x +-+ +++
  storage s3:PutObject s3:::files/protected/other/x ---
  storage s3:GetObject s3:::files/private/<me>/x +-+
  storage s3:DeleteObject s3:::files/private/<me>/x +--
  storage s3:GetObject s3:::files/private/other/x --- --+
  storage s3:PutObject s3:::files/uploads/x --- +--
  storage s3:GetObject s3:::others/public/x ---
  storage s3:ListBucket s3:::files +++ s3:prefix=public/a
  storage s3:ListBucket s3:::files +-+ +++ s3:prefix=protected/a
  storage s3:ListBucket s3:::files --- --+ s3:prefix=private/other/
  storage s3:PutBucketPolicy s3:::files ---
  dynamodb dynamodb:GetItem dynamodb:table/notes ++- dynamodb:LeadingKeys=<me>
  dynamodb dynamodb:PutItem dynamodb:table/notes +-- dynamodb:LeadingKeys=<me>
  dynamodb dynamodb:PutItem dynamodb:table/notes --- dynamodb:LeadingKeys=other
  dynamodb dynamodb:Query dynamodb:table/notes --- dynamodb:LeadingKeys=other
  dynamodb dynamodb:Scan dynamodb:table/notes ---
  dynamodb dynamodb:DeleteItem dynamodb:table/notes --- dynamodb:LeadingKeys=<me>
  rest execute-api:Invoke execute-api:a1b2c3/dev/GET/items ++-
  rest execute-api:Invoke execute-api:a1b2c3/dev/POST/items +--
  rest execute-api:Invoke execute-api:a1b2c3/dev/DELETE/items ---
  rest execute-api:Invoke execute-api:a1b2c3/prod/GET/items ---
  rest execute-api:Invoke execute-api:a1b2c3/dev/GET/items/7 --- ++-
  rest execute-api:Invoke execute-api:a1b2c3/dev/DELETE/items/7 --+ ---
  graphql appsync:GraphQL appsync:apis/g1/types/Query/fields/listItems ++-
  graphql appsync:GraphQL appsync:apis/g1/types/Query/fields/getItem +--
  graphql appsync:GraphQL appsync:apis/g1/types/Mutation/fields/dropItem --+
  graphql appsync:GraphQL appsync:apis/g2/types/Query/fields/listItems ---
  pinpoint mobiletargeting:PutEvents mobiletargeting:apps/app1/events ++-
  pinpoint mobiletargeting:UpdateEndpoint mobiletargeting:apps/app1/endpoints/e ++-
  pinpoint mobiletargeting:DeleteApp mobiletargeting:apps/app1 ---
  notifications mobiletargeting:GetInAppMessages mobiletargeting:apps/app2/endpoints/e/inappmessages +--
  notifications mobiletargeting:GetInAppMessages mobiletargeting:apps/app1/endpoints/e/inappmessages ---
  kinesis kinesis:PutRecords kinesis:stream/clicks +--
  kinesis kinesis:PutRecord kinesis:stream/clicks --- +--
  kinesis kinesis:GetRecords kinesis:stream/clicks ---
  firehose firehose:PutRecordBatch firehose:deliverystream/hose ++-
  firehose firehose:PutRecordBatch firehose:deliverystream/other ---
  personalize personalize:PutEvents * +--
  personalize personalize:PutEvents * --- aws:RequestedRegion=us-east-1
  personalize personalize:PutUsers personalize:dataset/shop/USERS ---
  geo geo:GetMapTile geo:map/town ++-
  geo geo:GetMapTile geo:map/other ---
  geo geo:SearchPlaceIndexForText geo:place-index/places +--
  geo geo:PutGeofence geo:geofence-collection/areas --+
  geo geo:BatchDeleteGeofence geo:geofence-collection/areas ---
  lex lex:RecognizeText lex:bot-alias/ABCDEFGHIJ/TSTALIASID +--
  lex lex:RecognizeText lex:bot-alias/ABCDEFGHIJ/OTHERALIAS ---
  predictions translate:TranslateText * ++-
  predictions rekognition:DetectText * ++-
  predictions translate:TranslateText * --- ++- aws:RequestedRegion=us-east-1
  predictions rekognition:DetectLabels * ---
  pubsub iot:Connect iot:client/<me>-tab1 ++-
  pubsub iot:Connect iot:client/other ---
  pubsub iot:Publish iot:topic/orders/7 +--
  pubsub iot:Receive iot:topic/news ++-
  pubsub iot:Subscribe iot:topicfilter/orders/7 ++-
  pubsub iot:Subscribe iot:topicfilter/secrets ---
  functions lambda:InvokeFunction lambda:function:quote +--
  functions lambda:InvokeFunction lambda:function:other ---
  logging logs:PutLogEvents logs:log-group:/shop/app:log-stream:s +--
  logging logs:DeleteLogGroup logs:log-group:/shop/app:log-stream:s ---
  custom ses:SendEmail ses:identity/a --+
  custom ses:SendEmail ses:identity/b ---
`
  .trim()
  .split('\n')
  .map((line) => row(line.trim()));

const CALLS = new Map<string, Row[]>();
for (const one of ROWS) {
  const key = JSON.stringify([one.action.split(':')[0], one.context]);
  CALLS.set(key, [...(CALLS.get(key) ?? []), one]);
}

test('the table is as large as was promised, and has every category', () => {
  expect(ROWS.length * 3).toBeGreaterThanOrEqual(120);
  expect(new Set(ROWS.map(({ category }) => category))).toEqual(new Set(CATEGORIES.map(({ name }) => name)));
});

describe.each(['strict', 'amplify'] as const)('in the profile %s', (profile) => {
  let shop: LiveShop;
  const plan = () => shop.run('plan', { 'allow-custom': 'true' });

  beforeAll(async () => {
    shop = await LiveShop.open(['dev'], { groups: ['editors'] });
    const { groups } = shop.env('dev');
    const lines = CATEGORY_LINES.map((line) => line.replace('<account>', shop.account));
    const editors = `groups: {editors: "${groups['editors']!.roleArn}"}`;
    shop.write({ dev: [...shop.ids('dev'), `profile: ${profile}`, editors, ...lines] });
    const applied = await shop.run('apply', { 'allow-custom': 'true' });
    expect(applied.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(applied.result).toBe('success');
  });

  afterAll(() => shop.close());

  function arnOf(resource: string): string {
    if (resource === '*') return resource;
    const named = resource.replaceAll('<me>', ME);
    if (named.startsWith('s3:')) return `arn:aws:${named}`;
    const [service = '', ...rest] = named.split(':');
    return `arn:aws:${service}:eu-west-1:${shop.account}:${rest.join(':')}`;
  }

  /** The decisions for one role, in the order of the rows: rows of one service that bring the same context in one call. */
  async function lettersOf(roleArn: string): Promise<string> {
    const letters = new Map<Row, string>();
    const ask = async (rows: readonly Row[]) => {
      const answer = await shop.clients.iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: roleArn,
          ActionNames: [...new Set(rows.map(({ action }) => action))],
          ResourceArns: [...new Set(rows.map(({ resource }) => arnOf(resource)))],
          ContextEntries: contextOf(rows[0]!),
        }),
      );
      for (const one of rows) {
        const results = answer.EvaluationResults?.find(({ EvalActionName }) => EvalActionName === one.action);
        const result = results?.ResourceSpecificResults?.find(
          ({ EvalResourceName }) => EvalResourceName === arnOf(one.resource),
        );
        letters.set(one, result?.EvalResourceDecision === 'allowed' ? '+' : '-');
      }
    };
    await Promise.all([...CALLS.values()].map(ask));
    return ROWS.map((one) => letters.get(one)).join('');
  }

  function contextOf({ context }: Row): ContextEntry[] {
    const whole = {
      'cognito-identity.amazonaws.com:sub': [ME],
      'aws:RequestedRegion': ['eu-west-1'],
      'aws:ResourceAccount': [shop.account],
      ...context,
    };
    return Object.entries(whole).map(([ContextKeyName, values]) => ({
      ContextKeyName,
      ContextKeyType: ContextKeyName === 'dynamodb:LeadingKeys' ? 'stringList' : 'string',
      ContextKeyValues: values.map((value) => value.replaceAll('<me>', ME)),
    }));
  }

  const WHO = ['auth', 'guest', 'editors'] as const;

  function roleOf(who: (typeof WHO)[number]): { name: string; arn: string } {
    const env = shop.env('dev');
    if (who === 'editors') return { name: env.groups['editors']!.roleName, arn: env.groups['editors']!.roleArn };
    return who === 'auth'
      ? { name: env.authRoleName, arn: env.authRoleArn }
      : { name: env.guestRoleName, arn: env.guestRoleArn };
  }

  test.each(WHO)('%s: what is declared is granted, and nothing else', async (who) => {
    const letters = await lettersOf(roleOf(who).arn);
    const show = (text: string) => ROWS.map(({ action, resource }, at) => `${text[at] ?? ''} ${action} ${resource}`);
    expect(show(letters)).toEqual(show(ROWS.map((one) => one[profile][WHO.indexOf(who)]).join('')));
  });

  test.each(WHO)('%s: without one statement exactly the rows that hang on it turn', async (who) => {
    const { name, arn } = roleOf(who);
    const before = await lettersOf(arn);
    const policies = Object.entries(await shop.inline(name)).map(
      ([policy, text]) => [policy, text, JSON.parse(text) as PolicyDocument] as const,
    );
    const all = policies.map(([, , document]) => document);
    expect(evaluated(all)).toBe(before);
    const turned = new Set<Row>();
    for (const [policy, text, document] of policies) {
      for (const [index] of document.Statement.entries()) {
        const left = { ...document, Statement: document.Statement.filter((_, at) => at !== index) };
        if (left.Statement.length === 0) await shop.drop(name, policy);
        else await shop.put(name, policy, JSON.stringify(left));
        const after = await lettersOf(arn);
        expect([policy, index, after]).toEqual([
          policy,
          index,
          evaluated(all.map((one) => (one === document ? left : one))),
        ]);
        for (const [at, one] of ROWS.entries()) if (before[at] !== after[at]) turned.add(one);
        await shop.put(name, policy, text);
      }
    }
    expect(await lettersOf(arn)).toBe(before);
    // What is granted hangs on a statement, unless two grant it.
    const granted = ROWS.filter((_, at) => before[at] === '+');
    expect([...turned].every((one) => granted.includes(one))).toBe(true);
    expect(turned.size).toBeGreaterThanOrEqual(granted.length - 3);
  });

  /** The same rows by an evaluator that knows neither the emulator nor the action. */
  function evaluated(documents: readonly PolicyDocument[]): string {
    return ROWS.map((one) => {
      const context = Object.fromEntries(
        contextOf(one).map(({ ContextKeyName = '', ContextKeyValues: values = [] }) => [
          ContextKeyName,
          { type: 'stringList', values } as const,
        ]),
      );
      const decision = evaluate(documents, { action: one.action, resource: arnOf(one.resource), context });
      return decision === 'allowed' ? '+' : '-';
    }).join('');
  }

  test("the action's own matrix says yes to all of it", async () => {
    const { capabilities, findings } = await plan();
    const cells = capabilities.map(({ category, grantee, live, planned }) => [category, grantee, live, planned]);
    const yes = { state: 'yes', why: [] };
    expect(cells).toEqual(cells.map(([category, grantee]) => [category, grantee, yes, yes]));
    expect(cells).toHaveLength(15 + 9 + 5);
    expect(findings.filter(({ rule }) => rule === 'policy/denied')).toEqual([]);
  });

  test('and turns the one cell whose policy is gone', async () => {
    // What the profile grants makes no difference here.
    for (const who of profile === 'strict' ? WHO : (['editors'] as const)) {
      const { name } = roleOf(who);
      for (const [policy, text] of Object.entries(await shop.inline(name))) {
        const category = policy.split('.').at(-1);
        await shop.drop(name, policy);
        const { capabilities } = await plan();
        const no = capabilities.filter(({ live }) => live.state !== 'yes');
        const grantee = who === 'editors' ? 'group editors' : who;
        expect(no.map((one) => [one.category, one.grantee, one.live.state, one.planned.state])).toEqual([
          [category, grantee, 'no', 'yes'],
        ]);
        await shop.put(name, policy, text);
      }
    }
  });
});
