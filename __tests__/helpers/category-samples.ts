import type { CategoryEntries } from '../../src/categories/index.ts';

/** An env that uses every category, with rights for signed-in users, guests and the group `editors`. */
export const SAMPLES = {
  storage: [
    {
      bucket: 'files',
      auth: ['create', 'read', 'update', 'delete'],
      guest: ['read'],
      groups: { editors: ['create', 'read', 'update', 'delete'] },
    },
    {
      bucket: 'media',
      paths: {
        'media/*': { guest: ['read'], auth: ['read'], groups: { editors: ['create', 'read', 'update', 'delete'] } },
        'profile/{entity_id}/*': { auth: ['read'], entity: ['create', 'read', 'update', 'delete'] },
      },
    },
  ],
  dynamodb: [
    {
      table: 'notes',
      auth: ['create', 'read', 'update', 'delete'],
      guest: ['read'],
      groups: { editors: ['read', 'update'] },
    },
  ],
  rest: [
    {
      apiId: 'a1b2c3d4e5',
      stage: 'dev',
      paths: {
        '/items': { auth: ['create', 'read'], guest: ['read'], groups: { editors: ['read', 'update', 'delete'] } },
        '/items/{id}': { auth: ['read', 'update', 'delete'], guest: ['read'] },
        '/files': { auth: ['read'], subpaths: true },
      },
    },
  ],
  graphql: [
    {
      apiId: 'abcdefghijklmnopqrstuvwxyz',
      auth: ['Query.*', 'Mutation.createItem'],
      guest: ['Query.listItems'],
      groups: { editors: ['Query.*', 'Mutation.*', 'Item.price'] },
    },
  ],
  pinpoint: [
    {
      appId: '0123456789abcdef0123456789abcdef',
      auth: ['record', 'inAppMessages'],
      guest: ['record'],
      groups: { editors: ['inAppMessages'] },
    },
  ],
  notifications: [
    {
      appId: '0123456789abcdef0123456789abcdef',
      region: 'us-east-1',
      auth: ['record', 'inAppMessages'],
      guest: ['record'],
      groups: { editors: ['record'] },
    },
  ],
  kinesis: [{ stream: 'clicks', auth: ['record'], guest: ['record'], groups: { editors: ['record'] } }],
  firehose: [{ stream: 'views', auth: ['record'], guest: ['record'], groups: { editors: ['record'] } }],
  personalize: [{ tracker: '8f5d1e2a', auth: ['record'], guest: ['record'], groups: { editors: ['record'] } }],
  geo: [
    { map: 'streets', auth: ['read'], guest: ['read'], groups: { editors: ['read'] } },
    { placeIndex: 'places', auth: ['read'], guest: ['read'], groups: { editors: ['read'] } },
    {
      geofences: 'areas',
      auth: ['read', 'list'],
      guest: ['read'],
      groups: { editors: ['create', 'read', 'update', 'delete', 'list'] },
    },
  ],
  lex: [
    { bot: 'Flowers_dev', alias: 'live', version: 1, auth: ['send'], guest: ['send'], groups: { editors: ['send'] } },
    { bot: 'ABCDEFGHIJ', alias: 'TSTALIASID', auth: ['send'], groups: { editors: ['send'] } },
  ],
  predictions: [
    {
      use: ['translate', 'speechGenerator', 'transcription', 'interpretText', 'identifyText', 'identifyLabels'],
      auth: ['invoke'],
      guest: ['invoke'],
    },
    {
      use: ['identifyEntities', 'faceLiveness'],
      collection: 'faces',
      indexFaces: 'files',
      auth: ['invoke'],
      guest: ['invoke'],
      groups: { editors: ['invoke'] },
    },
    { use: ['identifyDocuments', 'inferModel'], endpoint: 'model', auth: ['invoke'], groups: { editors: ['invoke'] } },
  ],
  pubsub: [
    {
      topics: ['news', 'orders/#'],
      auth: ['publish', 'subscribe'],
      guest: ['subscribe'],
      groups: { editors: ['publish'] },
    },
  ],
  functions: [{ function: 'quote', auth: ['invoke'], guest: ['invoke'], groups: { editors: ['invoke'] } }],
  logging: [{ logGroup: '/shop/app', auth: ['write'], guest: ['write'], groups: { editors: ['write'] } }],
  custom: [
    {
      name: 'mail',
      auth: [
        {
          actions: ['ses:SendEmail'],
          resources: ['arn:aws:ses:eu-west-1:111122223333:identity/shop.example'],
          conditions: {
            StringEquals: { 'ses:FromAddress': 'hello@shop.example' },
            Bool: { 'aws:SecureTransport': true },
          },
        },
      ],
      guest: [{ actions: ['cloudwatch:PutMetricData'], resources: ['*'] }],
      groups: { editors: [{ actions: ['ses:GetTemplate', 'ses:ListTemplates'], resources: ['*'] }] },
    },
  ],
} as const satisfies CategoryEntries;
