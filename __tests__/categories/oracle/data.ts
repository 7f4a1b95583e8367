import fc from 'fast-check';
import { entry, name, place } from './arbitraries.ts';
import { ACCOUNT, has, ME, REGION, requestOf, type Oracle, type WithRights } from './oracle.ts';

type Crud = 'create' | 'read' | 'update' | 'delete';
const CRUD = ['create', 'read', 'update', 'delete'] as const;

interface FileAsk {
  readonly operation: 'PutObject' | 'GetObject' | 'DeleteObject' | 'ListBucket' | 'PutObjectAcl' | 'DeleteBucket';
  readonly bucket: string;
  /** The key, or what a list begins with. */
  readonly key: string;
  readonly account: string;
}

export const storage: Oracle<{ bucket: string } & WithRights<Crud>, FileAsk> = {
  entries: entry(fc.record({ bucket: name }), ...CRUD),
  asks: fc.record({
    operation: fc.constantFrom(
      'PutObject',
      'GetObject',
      'DeleteObject',
      'ListBucket',
      'ListBucket',
      'PutObjectAcl',
      'DeleteBucket',
    ),
    bucket: name,
    key: fc.constantFrom(
      ...[
        '',
        'public/',
        'public/x',
        'publicx',
        'protected/',
        'protected/x',
        'private/',
        'uploads/x',
        'x',
        '../public/x',
      ],
      ...['protected', 'private'].flatMap((folder) => [`${folder}/${ME}/x`, `${folder}/${ME}x/x`, `${folder}/you/x`]),
      ...['predictions/index-faces', 'private'].map((folder) => `protected/${folder}/${ME}/x`),
    ),
    account: fc.constantFrom(ACCOUNT, ACCOUNT, '444455556666'),
  }),
  request({ operation, bucket, key, account }) {
    const root = `arn:aws:s3:::${bucket}`;
    if (operation === 'ListBucket') return requestOf('s3:ListBucket', root, { account, 's3:prefix': key });
    return requestOf(`s3:${operation}`, operation === 'DeleteBucket' ? root : `${root}/${key}`, { account });
  },
  allows(given, { operation, bucket, key, account }, who, profile) {
    if (bucket !== given.bucket || (profile === 'strict' && account !== ACCOUNT)) return false;
    const signedIn = who !== 'guest';
    const wholeBucket = who === 'group' && profile === 'amplify';
    const shared = key.startsWith('public/');
    const own = signedIn && ['protected', 'private'].some((folder) => key.startsWith(`${folder}/${ME}/`));
    const readable = key.startsWith('protected/') && (signedIn || profile === 'amplify');
    switch (operation) {
      case 'GetObject':
        return has(given, who, 'read') && (wholeBucket || shared || own || readable);
      case 'ListBucket':
        return has(given, who, 'read') && (wholeBucket || shared || own || readable);
      case 'PutObject':
        return (
          has(given, who, 'create', 'update') &&
          (wholeBucket || shared || own || (profile === 'amplify' && key.startsWith('uploads/')))
        );
      case 'DeleteObject':
        return has(given, who, 'delete') && (wholeBucket || shared || own);
      default:
        return false;
    }
  },
};

interface ItemAsk {
  readonly operation: string;
  readonly table: string;
  readonly index: boolean;
  readonly keys: readonly string[] | undefined;
  readonly account: string;
  readonly region: string;
}

export const dynamodb: Oracle<{ table: string } & WithRights<Crud>, ItemAsk> = {
  entries: entry(fc.record({ table: name }), ...CRUD),
  asks: fc
    .tuple(
      fc.record({
        operation: fc.constantFrom(
          ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
          ...['DeleteTable', 'PartiQLSelect'],
        ),
        table: name,
        index: fc.boolean(),
        keys: fc.constantFrom([ME], [ME], [ME, ME], ['you'], [ME, 'you'], [`${ME}2`], undefined),
      }),
      place,
    )
    .map(([ask, where]) => ({ ...ask, ...where })),
  request({ operation, table, index, keys, ...where }) {
    const resource = `arn:aws:dynamodb:${where.region}:${where.account}:table/${table}${index ? '/index/x' : ''}`;
    return requestOf(`dynamodb:${operation}`, resource, {
      ...where,
      ...(keys === undefined ? {} : { 'dynamodb:LeadingKeys': keys }),
    });
  },
  allows(given, { operation, table, index, keys, account, region }, who) {
    const reaches = table === given.table && !index && account === ACCOUNT && region === REGION;
    if (!reaches || keys === undefined || keys.some((key) => key !== ME)) return false;
    switch (operation) {
      case 'GetItem':
      case 'BatchGetItem':
      case 'Query':
        return has(given, who, 'read');
      case 'PutItem':
        return has(given, who, 'create');
      case 'UpdateItem':
        return has(given, who, 'update');
      case 'DeleteItem':
        return has(given, who, 'delete');
      case 'BatchWriteItem':
        return has(given, who, 'create') && has(given, who, 'delete');
      default:
        return false;
    }
  },
};

interface RestAsk {
  readonly api: string;
  readonly stage: string;
  readonly method: string;
  readonly path: string;
  readonly account: string;
  readonly region: string;
}

type RestPath = { subpaths?: boolean } & WithRights<Crud>;

const BY_METHOD: Readonly<Record<string, Crud>> = {
  POST: 'create',
  GET: 'read',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/** Whether a path of the manifest stands for the path of a call; a parameter for any text, as it does in ARNs. */
function standsFor(declared: string, parameter: RegExp, path: string): boolean {
  const pieces = declared.split(parameter).map((piece) => piece.replace(/[.+{}]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`).test(path);
}

export const rest: Oracle<{ apiId: string; stage: string; paths: Record<string, RestPath> }, RestAsk> = {
  entries: fc.record({
    apiId: name,
    stage: fc.constantFrom('dev', 'dev2'),
    paths: fc.dictionary(
      fc.constantFrom('/', '/items', '/items/{id}', '/items/{item_id}', '/items/{id}/lines', '/files/{proxy+}'),
      entry(fc.record({ subpaths: fc.boolean() }, { requiredKeys: [] }), ...CRUD),
      { maxKeys: 2 },
    ),
  }),
  asks: fc
    .tuple(
      fc.record({
        api: name,
        stage: fc.constantFrom('dev', 'dev', 'dev2'),
        method: fc.constantFrom('POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
        path: fc.constantFrom(
          ...['/', '/items', '/items/', '/items/1', '/items/1/lines', '/items/1/lines/2', '/itemsx', '/other'],
          ...['/files/a/b', '/files', '/items/{item_id}', '/items/{id}'],
        ),
      }),
      place,
    )
    .map(([ask, where]) => ({ ...ask, ...where })),
  request: ({ api, stage, method, path, ...where }) =>
    requestOf(
      'execute-api:Invoke',
      `arn:aws:execute-api:${where.region}:${where.account}:${api}/${stage}/${method}${path}`,
      where,
    ),
  allows(given, { api, stage, method, path, account, region }, who, profile) {
    if (api !== given.apiId || stage !== given.stage || account !== ACCOUNT || region !== REGION) return false;
    return Object.entries(given.paths).some(([declared, holder]) => {
      const all = CRUD.every((right) => has(holder, who, right));
      const right = BY_METHOD[method];
      const may = right === undefined ? profile === 'amplify' && who !== 'group' && all : has(holder, who, right);
      if (!may) return false;
      if (profile === 'strict') {
        const below = declared === '/' ? '/{x}' : `${declared}/{x}`;
        const parameter = /\{[^}]*\}/;
        return standsFor(declared, parameter, path) || (holder.subpaths === true && standsFor(below, parameter, path));
      }
      if (who === 'group') return path === declared || path.startsWith(`${declared}/`);
      const parameter = /\{[a-zA-Z0-9-]+\}/;
      return standsFor(declared, parameter, path) || standsFor(`${declared.replace(/\/$/, '')}/{x}`, parameter, path);
    });
  },
};

interface FieldAsk {
  readonly action: string;
  readonly api: string;
  readonly type: string;
  readonly below: string;
  readonly field: string;
  readonly account: string;
  readonly region: string;
}

export const graphql: Oracle<{ apiId: string } & WithRights<string>, FieldAsk> = {
  entries: entry(fc.record({ apiId: name }), 'Query.*', 'Query.list', 'Mutation.list', 'Mutation.*', 'Item.price'),
  asks: fc
    .tuple(
      fc.record({
        action: fc.constantFrom('appsync:GraphQL', 'appsync:GraphQL', 'appsync:GraphQL', 'appsync:UpdateResolver'),
        api: name,
        type: fc.constantFrom('Query', 'Mutation', 'Subscription', 'Item', 'Query2'),
        // What the CLI's pattern matches in addition to fields is nothing that AppSync knows.
        below: fc.constantFrom('fields', 'fields', 'fields', 'others'),
        field: fc.constantFrom('list', 'list2', 'price'),
      }),
      place,
    )
    .map(([ask, where]) => ({ ...ask, ...where })),
  request: ({ action, api, type, below, field, ...where }) =>
    requestOf(
      action,
      `arn:aws:appsync:${where.region}:${where.account}:apis/${api}/types/${type}/${below}/${field}`,
      where,
    ),
  allows: (given, { action, api, type, below, field, account, region }, who, profile) =>
    action === 'appsync:GraphQL' &&
    api === given.apiId &&
    account === ACCOUNT &&
    region === REGION &&
    (below === 'fields'
      ? has(given, who, `${type}.*`, `${type}.${field}`)
      : profile === 'amplify' && has(given, who, `${type}.*`)),
};
