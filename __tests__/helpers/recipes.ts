/** Text that goes before the one place where `anchor` stands in a file. */
type Insertion = readonly [path: string, anchor: string, text: string];

/** One recipe of CONTRIBUTING, carried out for something called `example`. */
export interface Recipe {
  /** As in the first column of the table there. */
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly Insertion[];
  /** Where a generated file has to show it. */
  readonly generated: readonly (readonly [path: string, text: string])[];
}

export const RECIPES: readonly Recipe[] = [
  {
    what: 'a rule',
    files: {
      'src/rules/user-pool/example.ts': `import { firstWritten, problem, type Rule } from '../rule.ts';

export const example: Rule = {
  id: 'user-pool/example',
  judge({ env }) {
    return env.userPoolId === 'example' ? [problem(firstWritten(env, ['userPoolId']), 'an example')] : [];
  },
};
`,
      '__tests__/rules/example.test.ts': `import { describe, expect, test } from '@jest/globals';
import { example } from '../../src/rules/user-pool/example.ts';
import type { EnvView } from '../../src/rules/rule.ts';
import { manifestOf } from '../helpers/subject.ts';

describe('user-pool/example', () => {
  test('judges', () => {
    const env = { ...manifestOf().envs[0]!, userPoolId: 'example' };
    expect(example.judge({ env } as unknown as EnvView)).toHaveLength(1);
  });
});
`,
    },
    lines: [
      ['src/rules/index.ts', 'import { userPoolNotFound }', "import { example } from './user-pool/example.ts';\n"],
      ['src/rules/index.ts', '  clientNotFound,\n', '  example,\n'],
      [
        'src/domain/rule.ts',
        "  'client/not-found':",
        "  'user-pool/example': { severity: 'notice', when: 'there is an example' },\n",
      ],
      [
        'scripts/generate/rule-texts.mjs',
        "  'client/not-found': [",
        "  'user-pool/example': ['It shows.', 'Leave it.'],\n",
      ],
    ],
    generated: [
      ['docs/rules.md', 'user-pool/example'],
      ['docs/rules/user-pool/example.md', 'It shows.'],
    ],
  },
  {
    what: 'a category',
    files: {
      'src/categories/example.ts': `import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, oneOf, region } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

const RIGHTS = { write: 'make log streams and put events into them' } as const;
const entry = z.strictObject({
  logGroup: named(/^[A-Za-z0-9_/.#-]{1,512}$/, 'Name of the log group.', '/shop/dev/app'),
  region,
  ...grants(oneOf(RIGHTS)),
});
type Entry = z.infer<typeof entry>;

export const example = {
  name: 'example',
  entry,
  docs: { title: 'An example', about: '', rights: RIGHTS, examples: [{ logGroup: '/shop/dev/app', auth: ['write'] }] },
  statements(given: Entry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    const actions = ['logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:CreateLogStream'];
    return [allow(actions, [arn(scope, 'logs', \`log-group:\${given.logGroup}:log-stream:*\`, given.region)])];
  },
  guestWrites: ({ guest = [] }: Entry): readonly string[] => guest,
} as const satisfies Category<'example', typeof entry>;
`,
      '__tests__/categories/example.test.ts': `import { expect, test } from '@jest/globals';
import { example } from '../../src/categories/example.ts';

test('writes of guests', () => {
  expect(example.guestWrites({ logGroup: 'a', guest: ['write'] })).toEqual(['write']);
});
`,
      ...golden(),
    },
    lines: [
      ['src/categories/index.ts', 'import { firehose }', "import { example } from './example.ts';\n"],
      ['src/categories/index.ts', '  custom,\n]', '  example,\n'],
      [
        '__tests__/helpers/category-samples.ts',
        '  custom: [',
        "  example: [{ logGroup: '/shop/app', auth: ['write'], guest: ['write'], groups: { editors: ['write'] } }],\n",
      ],
      ['__tests__/categories/cli-parity.test.ts', "'custom'];", "'example', "],
      [
        '__tests__/categories/never-wider.test.ts',
        '];\n\ndescribe.each(ORACLES',
        "  ['example', 'example', services.example],\n",
      ],
      [
        '__tests__/categories/oracle/services.ts',
        'export const logging =',
        `export const example = serviceOracle({
  option: 'logGroup',
  right: ['write'],
  actions: ['logs:PutLogEvents', 'logs:CreateLogStream', 'logs:GetLogEvents', 'logs:DeleteLogStream'],
  resources: { stream: (one) => \`log-group:\${one}:log-stream:device\`, group: (one) => \`log-group:\${one}\` },
  means: (_right, action, kind) => kind === 'stream' && ['logs:PutLogEvents', 'logs:CreateLogStream'].includes(action),
});

`,
      ],
      [
        '__tests__/runs/rights/every-category.test.ts',
        "  '  custom: ",
        "  '  example: [{logGroup: /shop/example, auth: [write]}]',\n",
      ],
      [
        '__tests__/runs/rights/every-category.test.ts',
        '  custom ses:SendEmail ses:identity/a ',
        '  example logs:PutLogEvents logs:log-group:/shop/example:log-stream:s +--\n',
      ],
    ],
    generated: [
      ['README.md', '[`example`](docs/categories.md#example)'],
      ['docs/categories.md', 'An example'],
      ['schema/amplify-auth.schema.json', '"example"'],
    ],
  },
  {
    what: 'a file format',
    files: {
      'src/formats/example/format.ts': `import type { EnvFormat } from '../format.ts';

export const exampleFormat: EnvFormat = {
  scope: 'env',
  name: 'example',
  readBy: [{ platform: undefined, apps: 'examples', place: 'anywhere' }],
  leftOut: () => [],
  isOurs: (text) => /^example of \\S+_\\S+ \\S+ \\S*\\n$/.test(text),
  render: ({ config: { userPoolId, webClientId, identityPoolId = '' } }) =>
    \`example of \${userPoolId} \${webClientId} \${identityPoolId}\\n\`,
};
`,
      '__tests__/formats/example.test.ts': `import { expect, test } from '@jest/globals';
import { exampleFormat } from '../../src/formats/example/format.ts';

test('whose it is', () => {
  expect(exampleFormat.isOurs('{}')).toBe(false);
});
`,
    },
    lines: [
      ['src/formats/index.ts', 'import type { EnvFormat, ', "import { exampleFormat } from './example/format.ts';\n"],
      ['src/formats/index.ts', '  rolePolicies,\n]', '  exampleFormat,\n'],
      ['src/domain/output.ts', '  dotenv: { platforms', "  example: { platforms: [], compat: false, scope: 'env' },\n"],
      [
        '__tests__/formats/same-config.test.ts',
        "  'dotenv ': ",
        "  'example ': (text) => {\n    const [, , pool, client, identityPool] = text.trim().split(' ');\n    return { pool, client, identityPool };\n  },\n",
      ],
    ],
    generated: [
      ['README.md', '| `example` '],
      ['schema/amplify-auth.schema.json', '"example"'],
    ],
  },
  {
    what: 'an input',
    files: {},
    lines: [
      [
        'src/interface/input-table.ts',
        "  'sarif-file': {",
        "  'example-input': { description: 'An example.', default: 'false' },\n",
      ],
      ['src/interface/inputs.ts', '  /** Empty: none is written. */', '  readonly exampleInput: boolean;\n'],
      ['src/interface/inputs.ts', '    sarifFile: forms.reportFile(', "    exampleInput: flag('example-input'),\n"],
      ['__tests__/interface/inputs.test.ts', "      sarifFile: '',", '      exampleInput: false,\n'],
    ],
    generated: [
      ['action.yml', 'example-input:'],
      ['README.md', '| `example-input` '],
    ],
  },
  {
    what: 'a command',
    files: {
      '__tests__/runs/example.test.ts': `import { expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

test('the command example', async () => {
  expect((await new Shop('dev').run('example')).notes).toContain('an example');
});
`,
    },
    lines: [
      ['src/interface/commands.ts', '  permissions: READS', '  example: READS_MANIFESTS,\n'],
      [
        'src/app/pipeline.ts',
        "    case 'collect':",
        "    case 'example':\n      return buildReport({ ...parts, notes: ['an example'] });\n",
      ],
    ],
    generated: [['action.yml', 'example']],
  },
  {
    what: 'a reporter',
    files: {
      'src/reporters/example.ts': `import type { Reporter } from './reporter.ts';

export const example: Reporter = {
  what: 'the example',
  stage: 'here',
  report: async (_, { results }) => {
    await results.writeReport('example.txt', 'example');
    return {};
  },
};
`,
    },
    lines: [
      ['src/reporters/index.ts', 'import { log }', "import { example } from './example.ts';\n"],
      ['src/reporters/index.ts', '  summary,\n', '  example,\n'],
      [
        '__tests__/reporters/reporters.test.ts',
        "  [\n    'the summary',",
        "  ['the example', ({ results }) => results.files.has('example.txt'), (shop) => { refuse(shop, 'example.txt'); }],\n",
      ],
    ],
    generated: [],
  },
];

/** What each role gets from the sample of the category. */
function golden(): Readonly<Record<string, string>> {
  const statement = {
    Effect: 'Allow',
    Action: ['logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:CreateLogStream'],
    Resource: ['arn:aws:logs:eu-west-1:111122223333:log-group:/shop/app:log-stream:*'],
  };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const names = ['amplify', 'strict'].flatMap((profile) =>
    ['auth', 'guest', 'group'].map((who) => `${profile}.${who}`),
  );
  return Object.fromEntries(names.map((name) => [`__tests__/categories/golden/example.${name}.json`, document]));
}
