import fc from 'fast-check';
import type { Profile } from '../../../src/domain/policy-scope.ts';
import { entry, name, place, rights } from './arbitraries.ts';
import { ACCOUNT, has, ME, REGION, requestOf, type Oracle, type WithRights } from './oracle.ts';

interface ResourceAsk {
  readonly action: string;
  /** Which of the kinds of resources of the service. */
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

interface Service<Right extends string> {
  /** The option that names the resource. */
  readonly option: string;
  readonly right: readonly Right[];
  /** All actions that are asked for; the first ones are what the rights mean. */
  readonly actions: readonly string[];
  /** The resource of an ARN, by its name. */
  readonly resources: Readonly<Record<string, (name: string) => string>>;
  means(right: Right, action: string, kind: string, profile: Profile): boolean;
  readonly more?: object;
}

/** A category whose entries name one resource of one service. */
function serviceOracle<const Right extends string>(
  service: Service<Right>,
): Oracle<Readonly<Record<string, unknown>> & WithRights<Right>, ResourceAsk> {
  const { option, resources, actions } = service;
  return {
    entries: entry<Readonly<Record<string, unknown>>, Right>(
      name.map((one) => ({ ...service.more, [option]: one })),
      ...service.right,
    ),
    asks: fc
      .tuple(
        fc.record({ action: fc.constantFrom(...actions), kind: fc.constantFrom(...Object.keys(resources)), name }),
        place,
      )
      .map(([ask, where]) => ({ ...ask, ...where })),
    request({ action, kind, name: asked, account, region }) {
      const [from = ''] = action.split(':');
      return requestOf(action, `arn:aws:${from}:${region}:${account}:${resources[kind]!(asked)}`, { account, region });
    },
    allows: (given, { action, kind, name: asked, account, region }, who, profile) =>
      asked === given[option] &&
      account === ACCOUNT &&
      region === REGION &&
      service.right.some((right) => has(given, who, right) && service.means(right, action, kind, profile)),
  };
}

export const kinesis = serviceOracle({
  option: 'stream',
  right: ['record'],
  actions: ['kinesis:PutRecord', 'kinesis:PutRecords', 'kinesis:GetRecords', 'kinesis:DeleteStream'],
  resources: { stream: (one) => `stream/${one}`, consumer: (one) => `stream/${one}/consumer/x:1` },
  means: (_right, action, kind, profile) =>
    kind === 'stream' && (action === 'kinesis:PutRecords' || (action === 'kinesis:PutRecord' && profile === 'amplify')),
});

export const firehose = serviceOracle({
  option: 'stream',
  right: ['record'],
  actions: ['firehose:PutRecord', 'firehose:PutRecordBatch', 'firehose:DeleteDeliveryStream'],
  resources: { stream: (one) => `deliverystream/${one}` },
  means: (_right, action) => action === 'firehose:PutRecordBatch',
});

interface EventAsk {
  readonly action: string;
  readonly resource: string;
  readonly region: string;
}

/** Which tracker events are for says the tracking id of the call, which IAM never sees: `PutEvents` takes no resource. */
export const personalize: Oracle<{ tracker: string } & WithRights<'record'>, EventAsk> = {
  entries: entry(fc.record({ tracker: name }), 'record'),
  asks: fc
    .tuple(
      fc.constantFrom<[string, string]>(
        ['PutEvents', '*'],
        ['PutEvents', '*'],
        ['PutUsers', `arn:aws:personalize:${REGION}:${ACCOUNT}:dataset/one/USERS`],
        ['DeleteEventTracker', `arn:aws:personalize:${REGION}:${ACCOUNT}:event-tracker/one`],
      ),
      place,
    )
    .map(([[action, resource], { region }]) => ({ action: `personalize:${action}`, resource, region })),
  request: ({ action, resource, region }) => requestOf(action, resource, { region }),
  allows: (given, { action, region }, who) =>
    action === 'personalize:PutEvents' && region === REGION && has(given, who, 'record'),
};

export const functions = serviceOracle({
  option: 'function',
  right: ['invoke'],
  actions: ['lambda:InvokeFunction', 'lambda:GetFunction', 'lambda:UpdateFunctionCode'],
  resources: { function: (one) => `function:${one}`, version: (one) => `function:${one}:7` },
  means: (_right, action, kind) => action === 'lambda:InvokeFunction' && kind === 'function',
});

export const logging = serviceOracle({
  option: 'logGroup',
  right: ['write'],
  actions: ['logs:PutLogEvents', 'logs:CreateLogStream', 'logs:GetLogEvents', 'logs:DeleteLogStream'],
  resources: { stream: (one) => `log-group:${one}:log-stream:device`, group: (one) => `log-group:${one}` },
  means: (_right, action, kind) => kind === 'stream' && ['logs:PutLogEvents', 'logs:CreateLogStream'].includes(action),
});

const MAP = ['GetMapStyleDescriptor', 'GetMapGlyphs', 'GetMapSprites', 'GetMapTile'];
const PLACES = ['SearchPlaceIndexForPosition', 'SearchPlaceIndexForText', 'SearchPlaceIndexForSuggestions', 'GetPlace'];
const FENCES = {
  read: ['GetGeofence'],
  create: ['PutGeofence', 'BatchPutGeofence'],
  update: ['PutGeofence', 'BatchPutGeofence'],
  delete: ['BatchDeleteGeofence'],
  list: ['ListGeofences'],
};
const GEO = {
  actions: [...MAP, ...PLACES, ...Object.values(FENCES).flat(), 'DeleteMap', 'DeletePlaceIndex'].map(
    (one) => `geo:${one}`,
  ),
  resources: {
    map: (one: string) => `map/${one}`,
    placeIndex: (one: string) => `place-index/${one}`,
    geofences: (one: string) => `geofence-collection/${one}`,
  },
};

export const geoMap = serviceOracle({
  ...GEO,
  option: 'map',
  right: ['read'],
  means: (_right, action, kind) => kind === 'map' && MAP.includes(action.slice(4)),
});

export const geoPlaces = serviceOracle({
  ...GEO,
  option: 'placeIndex',
  right: ['read'],
  means: (_right, action, kind) => kind === 'placeIndex' && PLACES.includes(action.slice(4)),
});

export const geoFences = serviceOracle({
  ...GEO,
  option: 'geofences',
  right: ['create', 'read', 'update', 'delete', 'list'],
  means: (right, action, kind) => kind === 'geofences' && FENCES[right].includes(action.slice(4)),
});

const LEX = {
  actions: ['PostContent', 'PostText', 'RecognizeText', 'RecognizeUtterance', 'DeleteBot', 'GetSession'].map(
    (one) => `lex:${one}`,
  ),
  resources: {
    live: (one: string) => `bot:${one}:live`,
    test: (one: string) => `bot:${one}:test`,
    liveV2: (one: string) => `bot-alias/${one}/live`,
    testV2: (one: string) => `bot-alias/${one}/test`,
  },
};

export const lexV1 = serviceOracle({
  ...LEX,
  option: 'bot',
  right: ['send'],
  more: { alias: 'live', version: 1 },
  means: (_right, action, kind, profile) =>
    ['lex:PostContent', 'lex:PostText'].includes(action) &&
    (kind === 'live' || (kind === 'test' && profile === 'amplify')),
});

export const lexV2 = serviceOracle({
  ...LEX,
  option: 'bot',
  right: ['send'],
  more: { alias: 'live' },
  means: (_right, action, kind) =>
    ['lex:RecognizeText', 'lex:RecognizeUtterance'].includes(action) && kind === 'liveV2',
});

interface PinpointAsk {
  readonly action: string;
  readonly app: string;
  readonly below: string;
  readonly account: string;
  readonly region: string;
}

export const pinpoint: Oracle<{ appId: string } & WithRights<'record' | 'inAppMessages'>, PinpointAsk> = {
  entries: entry(fc.record({ appId: name }), 'record', 'inAppMessages'),
  asks: fc
    .tuple(
      fc.record({
        action: fc.constantFrom(
          ...['PutEvents', 'UpdateEndpoint', 'GetInAppMessages', 'SendMessages', 'DeleteApp'].map(
            (one) => `mobiletargeting:${one}`,
          ),
        ),
        app: name,
        below: fc.constantFrom('', '/events', '/endpoints/e1'),
      }),
      place,
    )
    .map(([ask, where]) => ({ ...ask, ...where })),
  request: ({ action, app, below, ...where }) =>
    requestOf(action, `arn:aws:mobiletargeting:${where.region}:${where.account}:apps/${app}${below}`, where),
  allows(given, { action, app, account, region }, who, profile) {
    const records = ['mobiletargeting:PutEvents', 'mobiletargeting:UpdateEndpoint'].includes(action);
    const messages = action === 'mobiletargeting:GetInAppMessages';
    const isApp = profile === 'strict' ? app === given.appId : app.startsWith(given.appId);
    const isRegion = region === REGION || (profile === 'amplify' && records);
    const may = (records && has(given, who, 'record')) || (messages && has(given, who, 'inAppMessages'));
    return may && isApp && isRegion && account === ACCOUNT;
  },
};

interface IotAsk {
  readonly action: string;
  readonly kind: 'client' | 'topic' | 'topicfilter';
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

export const pubsub: Oracle<{ topics: readonly string[] } & WithRights<'publish' | 'subscribe'>, IotAsk> = {
  entries: entry(
    fc.record({ topics: fc.subarray(['news', 'orders/#', 'orders'], { minLength: 1 }) }),
    'publish',
    'subscribe',
  ),
  asks: fc
    .tuple(
      fc.record({
        action: fc.constantFrom('iot:Connect', 'iot:Publish', 'iot:Receive', 'iot:Subscribe', 'iot:DeleteThing'),
        kind: fc.constantFrom('client', 'topic', 'topicfilter'),
        name: fc.constantFrom(
          'news',
          'news/x',
          'orders',
          'orders/1',
          'orders/#',
          'orders2/1',
          ME,
          `${ME}-tab`,
          'you',
          '#',
        ),
      }),
      place,
    )
    .map(([ask, where]) => ({ ...ask, ...where })),
  request: ({ action, kind, name: asked, ...where }) =>
    requestOf(action, `arn:aws:iot:${where.region}:${where.account}:${kind}/${asked}`, where),
  allows(given, { action, kind, name: asked, account, region }, who) {
    if (account !== ACCOUNT || region !== REGION) return false;
    const isTopic = given.topics.some((topic) =>
      topic.endsWith('/#') ? asked.startsWith(topic.slice(0, -1)) : asked === topic,
    );
    switch (`${action} ${kind}`) {
      case 'iot:Connect client':
        return asked.startsWith(ME) && has(given, who, 'publish', 'subscribe');
      case 'iot:Publish topic':
        return isTopic && has(given, who, 'publish');
      case 'iot:Receive topic':
        return isTopic && has(given, who, 'subscribe');
      case 'iot:Subscribe topicfilter':
        return isTopic && has(given, who, 'subscribe');
      default:
        return false;
    }
  },
};

/** What the JavaScript library calls for a prediction; behind the bar what the CLI also grants. */
const CALLS = {
  translate: 'translate:TranslateText',
  speechGenerator: 'polly:SynthesizeSpeech',
  transcription:
    'transcribe:StartStreamTranscriptionWebSocket | transcribe:StartStreamTranscription transcribe:StartTranscriptionJob transcribe:GetTranscriptionJob',
  interpretText:
    'comprehend:DetectSentiment comprehend:DetectEntities comprehend:DetectDominantLanguage comprehend:DetectSyntax comprehend:DetectKeyPhrases',
  identifyText: 'rekognition:DetectText | rekognition:DetectLabel',
  identifyDocuments:
    'rekognition:DetectText textract:AnalyzeDocument textract:DetectDocumentText | rekognition:DetectLabel textract:GetDocumentAnalysis textract:StartDocumentAnalysis textract:StartDocumentTextDetection',
  identifyLabels: 'rekognition:DetectLabels rekognition:DetectModerationLabels',
  identifyEntities: 'rekognition:DetectFaces rekognition:RecognizeCelebrities',
  faceLiveness: 'rekognition:StartFaceLivenessSession',
} as const;
type Use = keyof typeof CALLS;
const USES = Object.keys(CALLS) as Use[];

interface PredictionsEntry extends WithRights<'invoke'> {
  readonly use: readonly (Use | 'inferModel')[];
  readonly collection?: string;
  readonly indexFaces?: string;
  readonly endpoint?: string;
}

interface PredictionAsk {
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  readonly account: string;
}

const HERE = `${REGION}:${ACCOUNT}`;
const MODEL = (endpoint: string) => `arn:aws:sagemaker:${HERE}:endpoint/${endpoint}`;
const FACES = (collection: string) => `arn:aws:rekognition:${HERE}:collection/${collection}`;
const INDEX = (bucket: string, identity: string) =>
  `arn:aws:s3:::${bucket}/protected/predictions/index-faces/${identity}/x`;

export const predictions: Oracle<PredictionsEntry, PredictionAsk> = {
  entries: fc
    .tuple(
      fc.subarray(USES, { minLength: 1, maxLength: 3 }),
      fc.record({ collection: name, indexFaces: name, endpoint: name }, { requiredKeys: [] }),
      rights('invoke'),
    )
    .map(([use, { collection, indexFaces, endpoint }, given]) => ({
      use: endpoint === undefined ? use : [...use, 'inferModel' as const],
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(use.includes('identifyEntities') && collection !== undefined ? { collection } : {}),
      ...(use.includes('identifyEntities') && indexFaces !== undefined ? { indexFaces } : {}),
      ...given,
    })),
  asks: fc
    .tuple(
      fc.constantFrom<[string, string]>(
        ...[...new Set(Object.values(CALLS).flatMap((list) => list.split(/[ |]+/)))].map((action): [string, string] => [
          action,
          '*',
        ]),
        ['rekognition:DeleteCollection', FACES('one')],
        ['rekognition:DeleteFaces', '*'],
        ...['one', 'one2', 'two'].flatMap((one): [string, string][] => [
          ['sagemaker:InvokeEndpoint', MODEL(one)],
          ['rekognition:SearchFacesByImage', FACES(one)],
          ['s3:PutObject', INDEX(one, ME)],
          ['s3:GetObject', INDEX(one, ME)],
          ['s3:DeleteObject', INDEX(one, 'you')],
        ]),
      ),
      place,
    )
    .map(([[action, resource], where]) => ({ action, resource, ...where })),
  request: ({ action, resource, ...where }) => requestOf(action, resource, where),
  allows(given, { action, resource, region, account }, who, profile) {
    if (!has(given, who, 'invoke')) return false;
    const { endpoint, collection, indexFaces } = given;
    if (action.startsWith('sagemaker:')) return endpoint !== undefined && resource === MODEL(endpoint);
    if (action === 'rekognition:SearchFacesByImage') return collection !== undefined && resource === FACES(collection);
    if (action.startsWith('s3:')) {
      const own = indexFaces !== undefined && resource === INDEX(indexFaces, ME);
      return own && (profile === 'amplify' || (who !== 'guest' && account === ACCOUNT));
    }
    return given.use.some((use) => {
      if (use === 'inferModel') return false;
      const [library = '', cli = ''] = CALLS[use].split('|');
      const isCall = library.split(' ').includes(action);
      const always = profile === 'amplify' && use !== 'faceLiveness';
      return always ? isCall || cli.split(' ').includes(action) : isCall && region === REGION;
    });
  },
};
