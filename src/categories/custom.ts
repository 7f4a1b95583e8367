import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import { repeatedNames } from '../iam/conditions.ts';
import { UNSCOPED } from './custom-excess.ts';
import { grants } from './options.ts';
import { allow } from '../iam/statement.ts';

/**
 * Statements of the owner's own, for what no category knows. They reach IAM as they are written, so they are held to the rules on
 * privileges more closely than anything else (`policy/privileged`), and need the input `allow-custom`. There is no `NotAction`, no
 * `NotResource` and no Deny: what a policy managed by this action grants has to be said.
 */

const ACTION = /^(\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+)$/;
const RESOURCE = /^(\*|arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S(.*\S)?)$/;

const value = z.union([z.string(), z.boolean()]);

const statement = z.strictObject({
  actions: z
    .array(z.string().regex(ACTION))
    .min(1)
    .meta({ description: 'Actions of IAM.', examples: [['ses:SendEmail']] }),
  resources: z.array(z.string().regex(RESOURCE)).min(1).meta({ description: 'ARNs, or `*`.' }),
  conditions: z
    .record(z.string(), z.record(z.string(), z.union([value, z.array(value).min(1)])))
    .superRefine((operators, context) => {
      const refuse = (path: readonly string[], [name, first]: readonly [string, string]) => {
        const message = `IAM reads "${name}" and "${first}" as one: write it once, with all values.`;
        context.addIssue({ code: 'custom', path: [...path, name], message });
      };
      for (const repeated of repeatedNames(Object.keys(operators))) refuse([], repeated);
      for (const [operator, keys] of Object.entries(operators)) {
        for (const repeated of repeatedNames(Object.keys(keys))) refuse([operator], repeated);
      }
    })
    .optional()
    .meta({ description: 'operator → key → value or values.' }),
});

type CustomStatement = z.infer<typeof statement>;

const entry = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .meta({ description: 'What the statements are for; it stands in messages.' }),
  ...grants(statement),
});

export type CustomEntry = z.infer<typeof entry>;

export const custom = {
  name: 'custom',
  entry,
  docs: {
    title: 'Statements of your own',
    about: [
      'For what no category knows. Needs the input `allow-custom: true`, and never makes anybody an administrator: writes in IAM, STS and',
      'Cognito, actions that lead to more rights (such as `lambda:UpdateFunctionCode`) and whole services are refused (`policy/privileged`).',
      'A resource needs its region, its account and at least three characters of its name; `*` is only for actions that take no resource:',
      `${UNSCOPED.map((action) => `\`${action}\``).join(', ')}. Both profiles give what is written.`,
    ].join(' '),
    rights: { '{actions, resources, conditions}': 'a statement, which reaches IAM as it is' },
    examples: [
      {
        name: 'mail',
        auth: [
          {
            actions: ['ses:SendEmail'],
            resources: ['arn:aws:ses:eu-west-1:111122223333:identity/shop.example'],
            conditions: { StringEquals: { 'ses:FromAddress': 'hello@shop.example' } },
          },
        ],
      },
    ],
  },
  statements: (given: CustomEntry, grantee: Grantee): readonly Statement[] =>
    rightsOf(given, grantee).map(({ actions, resources, conditions }) =>
      allow(actions, resources, conditions && conditionsOf(conditions)),
    ),
  guestWrites: ({ guest = [] }: CustomEntry): readonly string[] => [
    ...new Set(guest.flatMap(({ actions }) => actions).filter((action) => !isRead(action))),
  ],
} as const satisfies Category<'custom', typeof entry>;

/** IAM takes every value as text. */
function conditionsOf(conditions: NonNullable<CustomStatement['conditions']>): Statement['Condition'] {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [key, Array.isArray(values) ? values.map(String) : String(values)]),
      ),
    ]),
  );
}

/** How actions begin that only look, in most services. What begins otherwise is taken for a write. */
const READS =
  /^(get|list|describe|batchget|batchdescribe|query|scan|search|select|head|lookup|detect|recognize|translate)/i;

function isRead(action: string): boolean {
  const [, name = ''] = action.split(':');
  return READS.test(name.split(/[*?]/)[0] ?? '');
}
