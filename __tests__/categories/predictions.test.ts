import { expect, test } from '@jest/globals';
import { asList } from '../../src/domain/iam-policy.ts';
import { predictions, type PredictionsEntry } from '../../src/categories/predictions.ts';
import { GRANTEES, SCOPE } from '../helpers/statements.ts';

const actions = (entry: PredictionsEntry, profile: 'amplify' | 'strict', who: keyof typeof GRANTEES = 'auth') =>
  predictions
    .statements({ ...entry, [who]: ['invoke'] }, GRANTEES[who], { ...SCOPE, profile })
    .flatMap(({ Action }) => asList(Action));

test('strict leaves out jobs, and the action that there is not', () => {
  const use: PredictionsEntry['use'] = ['transcription', 'identifyText', 'identifyDocuments'];
  expect(actions({ use }, 'strict')).toEqual([
    'transcribe:StartStreamTranscriptionWebSocket',
    'rekognition:DetectText',
    'rekognition:DetectText',
    'textract:AnalyzeDocument',
    'textract:DetectDocumentText',
  ]);
  expect(actions({ use }, 'amplify')).toContain('rekognition:DetectLabel');
});

test('guests add faces in amplify, as with the CLI, and never in strict', () => {
  const entry: PredictionsEntry = { use: ['identifyEntities'], collection: 'faces', indexFaces: 'files' };
  expect(actions(entry, 'amplify', 'guest')).toContain('s3:PutObject');
  expect(actions(entry, 'strict', 'guest')).not.toContain('s3:PutObject');
  expect(actions(entry, 'strict', 'auth')).toContain('s3:PutObject');
  expect(predictions.guestWrites({ ...entry, guest: ['invoke'] }, 'amplify')).toEqual(['indexFaces']);
  expect(predictions.guestWrites({ ...entry, guest: ['invoke'] }, 'strict')).toEqual([]);
  expect(predictions.guestWrites(entry, 'amplify')).toEqual([]);
});

test.each<[string, object, readonly string[]]>([
  ['a model without an endpoint', { use: ['inferModel'] }, ['endpoint']],
  ['an endpoint without a model', { use: ['translate'], endpoint: 'm' }, ['endpoint']],
  [
    'faces without entities',
    { use: ['translate'], collection: 'c', indexFaces: 'files' },
    ['collection', 'indexFaces'],
  ],
  ['nothing to use', { use: [] }, ['use']],
  ['something unknown', { use: ['translate', 'fortune'] }, ['use.1']],
])('%s', (_what, entry, expected) => {
  const issues = predictions.entry.safeParse(entry).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join('.'))).toEqual(expected);
});
