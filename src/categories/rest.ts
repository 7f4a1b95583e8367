import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import { granteesIn, rightsOf, type Category, type Grantee, type GrantsAt } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { apiFiles, grants, named, need, oneOf } from './options.ts';
import { allow, arn } from '../iam/statement.ts';

/**
 * REST APIs in API Gateway whose methods ask for IAM authorisation.
 *
 * Source of the `amplify` profile: the REST category of `amplify-category-api` (`apigw` policy consolidation and group policies).
 * Its habits: every path with all that is below it; path parameters become `*`, except where their name has an underscore
 * (such a path matches nothing); all four rights together become every method; groups get the path as it is written.
 * `strict` grants the declared methods on the declared paths, and what is below only with `subpaths: true`. `*` crosses `/` in
 * ARNs, so a path parameter matches deeper paths in both.
 */

const RIGHTS = {
  create: '`POST`',
  read: '`GET`',
  update: '`PUT` and `PATCH`',
  delete: '`DELETE`',
} as const;
type Right = keyof typeof RIGHTS;

const METHODS: Readonly<Record<Right, readonly string[]>> = {
  create: ['POST'],
  read: ['GET'],
  update: ['PUT', 'PATCH'],
  delete: ['DELETE'],
};

/** What API Gateway takes for resource paths: names, `{parameter}` and, at the end, `{parameter+}`. */
const PATH = /^\/$|^(\/([A-Za-z0-9._:-]+|\{[A-Za-z0-9._-]+\}))*(\/([A-Za-z0-9._:-]+|\{[A-Za-z0-9._-]+\+?\}))$/;

const path = z.strictObject({
  ...grants(oneOf(RIGHTS)),
  subpaths: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the rights hold below the path too; the profile amplify always has it so.' }),
});

const entry = z
  .strictObject({
    apiId: named(/^[A-Za-z0-9]{1,64}$/, 'Id of the REST API in API Gateway.', 'a1b2c3d4e5').optional(),
    stage: named(/^(\$default|[A-Za-z0-9_-]{1,128})$/, 'Stage that the rights are for.', 'dev', '{env}').optional(),
    paths: z.record(z.string().regex(PATH), path).optional().meta({ description: 'Rights by resource path.' }),
    ...apiFiles,
    authorizationType: z
      .enum(['NONE', 'API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'])
      .optional()
      .meta({ description: 'How the API authorises, for the files.' }),
  })
  .superRefine((given, context) => {
    if (!grantsIn(given).some((at) => granteesIn(at.grants).length > 0)) return;
    for (const key of ['apiId', 'stage'] as const)
      if (given[key] === undefined) need(context, key, 'An entry that gives rights names the API and its stage.');
  });

export type RestEntry = z.infer<typeof entry>;

export const rest = {
  name: 'rest',
  entry,
  docs: {
    title: 'REST APIs',
    about: [
      'Rights are given path by path. In ARNs `*` crosses `/`: a path with a `{parameter}` also matches deeper paths.',
      'The profile `amplify` grants all that is below a path as well, turns the four rights together into every method, and, as the',
      'CLI does, leaves parameters with an underscore in their name as they are, where they match nothing. `strict` fixes all three.',
    ].join(' '),
    rights: RIGHTS,
    examples: [
      {
        apiId: 'a1b2c3d4e5',
        stage: 'dev',
        paths: {
          '/items': { auth: ['create', 'read', 'update', 'delete'], guest: ['read'] },
          '/items/{id}': { auth: ['read', 'update'], groups: { editors: ['delete'] } },
        },
      },
    ],
  },
  grants: grantsIn,
  statements(given: RestEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    const resourcesAt = scope.profile === 'strict' ? strict : grantee.kind === 'group' ? amplifyGroup : amplify;
    const resources = Object.entries(given.paths ?? {}).flatMap(([at, { subpaths = false, ...holder }]) =>
      resourcesAt(at, rightsOf(holder, grantee), subpaths),
    );
    if (resources.length === 0) return [];
    const stage = `${given.apiId ?? ''}/${given.stage ?? ''}`;
    const arns = resources.map((resource) => arn(scope, 'execute-api', `${stage}${resource}`, given.region));
    return [allow(['execute-api:Invoke'], arns)];
  },
  guestWrites: ({ paths = {} }: RestEntry): readonly string[] =>
    Object.entries(paths).flatMap(([at, { guest = [] }]) =>
      guest.filter((right) => right !== 'read').map((right) => `${right} on ${at}`),
    ),
} as const satisfies Category<'rest', typeof entry>;

function grantsIn({ paths = {} }: RestEntry): readonly GrantsAt[] {
  return Object.entries(paths).map(([at, holder]) => ({ path: ['paths', at], grants: holder }));
}

function methodsOf(granted: readonly Right[]): readonly string[] {
  return [...new Set(granted.flatMap((right) => METHODS[right]))];
}

function amplify(at: string, granted: readonly Right[]): readonly string[] {
  const methods = methodsOf(granted);
  const all = Object.values(METHODS).flat();
  const place = at.replace(/\{[a-zA-Z0-9-]+\}/g, '*');
  return (methods.length === all.length ? ['*'] : methods).flatMap((method) => [
    `/${method}${below(place)}`,
    `/${method}${place}`,
  ]);
}

function amplifyGroup(at: string, granted: readonly Right[]): readonly string[] {
  return methodsOf(granted).flatMap((method) => [`/${method}${at}`, `/${method}${at}/*`]);
}

function strict(at: string, granted: readonly Right[], subpaths: boolean): readonly string[] {
  const place = at.replace(/\{[^}]*\}/g, '*');
  return methodsOf(granted).flatMap((method) => [
    `/${method}${place}`,
    ...(subpaths ? [`/${method}${below(place)}`] : []),
  ]);
}

function below(place: string): string {
  return place.endsWith('/') ? `${place}*` : `${place}/*`;
}
