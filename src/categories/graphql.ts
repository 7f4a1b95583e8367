import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { apiFiles, givesRights, grants, named, need } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/**
 * GraphQL APIs in AppSync whose fields ask for IAM authorisation.
 *
 * Source of the `amplify` profile: the auth transformer of `amplify-category-api`, which names `types/<type>/*` and
 * `types/<type>/fields/<field>`. It grants every operation of a model as soon as one rule has an IAM role; here both profiles grant
 * what the manifest declares. `strict` names only fields. Also, resolvers may compare the role's name: IAM is one half.
 */

/** GraphQL's own rule for names. Source: GraphQL specification, "Names". */
const RIGHT = /^[_A-Za-z][_0-9A-Za-z]*\.([_A-Za-z][_0-9A-Za-z]*|\*)$/;

const RIGHTS = {
  'Query.listItems': 'one field of a type: here one query',
  'Mutation.*': 'all fields of a type: here every mutation',
  'Item.price': 'fields of other types, where they ask for IAM authorisation of their own',
} as const;

const entry = z
  .strictObject({
    apiId: named(/^[A-Za-z0-9]{1,64}$/, 'Id of the AppSync API.', 'abcdefghijklmnopqrstuvwxyz').optional(),
    ...grants(
      z
        .string()
        .regex(RIGHT)
        .meta({ description: 'A type and one of its fields, or `*` for all of them.', examples: Object.keys(RIGHTS) }),
    ),
    ...apiFiles,
    authorizationType: z
      .enum(['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'])
      .optional()
      .meta({ description: "The API's default authorisation, for the files." }),
  })
  .superRefine((given, context) => {
    if (given.apiId === undefined && givesRights(given))
      need(context, 'apiId', 'An entry that gives rights names the API.');
  });

export type GraphqlEntry = z.infer<typeof entry>;

export const graphql = {
  name: 'graphql',
  entry,
  docs: {
    title: 'GraphQL APIs',
    about: [
      'A right is a type and a field. Both profiles grant what is declared and nothing else of the model, where the CLI would grant',
      'every operation of it. The resolvers of an Amplify API may also ask for the name of the role.',
    ].join(' '),
    rights: RIGHTS,
    examples: [
      {
        apiId: 'abcdefghijklmnopqrstuvwxyz',
        auth: ['Query.*', 'Mutation.createItem'],
        guest: ['Query.listItems'],
        groups: { editors: ['Query.*', 'Mutation.*'] },
      },
    ],
  },
  statements(given: GraphqlEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    const granted = rightsOf(given, grantee);
    if (granted.length === 0) return [];
    const every = scope.profile === 'strict' ? 'fields/*' : '*';
    const resources = granted.map((right) => {
      const [type = '', field = ''] = right.split('.');
      const resource = `apis/${given.apiId ?? ''}/types/${type}/${field === '*' ? every : `fields/${field}`}`;
      return arn(scope, 'appsync', resource, given.region);
    });
    return [allow(['appsync:GraphQL'], resources)];
  },
  guestWrites: ({ guest = [] }: GraphqlEntry): readonly string[] =>
    guest.filter((right) => right.startsWith('Mutation.')),
} as const satisfies Category<'graphql', typeof entry>;
