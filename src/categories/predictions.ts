import { z } from 'zod';
import type { Statement } from '../domain/iam-policy.ts';
import type { Profile } from '../domain/policy-scope.ts';
import { rightsOf, type Category, type Grantee } from './category.ts';
import type { PolicyScope } from '../domain/policy-scope.ts';
import { grants, named, need, oneOf, region } from './options.ts';
import { actionsFor, PREDICTIONS, type Prediction } from './prediction-actions.ts';
import { allow, arn, onlyIn, OWN } from '../iam/statement.ts';

/**
 * Predictions: translation, speech, text, images and models of one's own.
 *
 * Source of the `amplify` profile: `amplify-category-predictions` of the Amplify CLI 14.3. Most of these services know no resources, so
 * a statement can only be narrowed by its actions and, in `strict`, by the region.
 */

const RIGHTS = { invoke: 'call what `use` lists' } as const;

type Use = Prediction | 'inferModel';

const USES: readonly Use[] = [...(Object.keys(PREDICTIONS) as Prediction[]), 'inferModel'];

const entry = z
  .strictObject({
    use: z
      .array(z.enum(USES))
      .min(1)
      .meta({ description: 'What the app uses.', examples: [['translate', 'identifyText']] }),
    collection: named(
      /^[A-Za-z0-9_.-]{1,255}$/,
      'Rekognition collection in which `identifyEntities` looks for known faces.',
    ).optional(),
    indexFaces: named(
      /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/,
      'Bucket through which users add faces to the collection.',
    ).optional(),
    endpoint: named(/^[A-Za-z0-9-]{1,63}$/, 'SageMaker endpoint of `inferModel`, as in its ARN.').optional(),
    region,
    ...grants(oneOf(RIGHTS)),
  })
  .superRefine(({ use, collection, indexFaces, endpoint }, context) => {
    if (use.includes('inferModel') && endpoint === undefined)
      need(context, 'endpoint', 'It says which model `inferModel` is for.');
    const needless = (key: string, of: Use) => {
      context.addIssue({ code: 'custom', path: [key], message: `It belongs to ${of}, which \`use\` does not list.` });
    };
    if (endpoint !== undefined && !use.includes('inferModel')) needless('endpoint', 'inferModel');
    if (collection !== undefined && !use.includes('identifyEntities')) needless('collection', 'identifyEntities');
    if (indexFaces !== undefined && !use.includes('identifyEntities')) needless('indexFaces', 'identifyEntities');
  });

export type PredictionsEntry = z.infer<typeof entry>;

export const predictions = {
  name: 'predictions',
  entry,
  docs: {
    title: 'Predictions',
    about: [
      `\`use\` lists what the app uses: ${USES.map((use) => `\`${use}\``).join(', ')}. Every call is billed.`,
      'Most of the services know no resources, so statements name `*`; `strict` has only the actions that the JavaScript library calls,',
      'in one region, and never lets guests add faces to a collection.',
    ].join(' '),
    rights: RIGHTS,
    examples: [
      { use: ['translate', 'speechGenerator', 'interpretText'], auth: ['invoke'], guest: ['invoke'] },
      { use: ['identifyEntities'], collection: 'shop-dev-faces', indexFaces: 'shop-dev-uploads', auth: ['invoke'] },
      { use: ['inferModel'], endpoint: 'shop-dev-model', auth: ['invoke'] },
    ],
  },
  statements(given: PredictionsEntry, grantee: Grantee, scope: PolicyScope): readonly Statement[] {
    if (rightsOf(given, grantee).length === 0) return [];
    const { use, endpoint, collection, indexFaces: bucket, region: own } = given;
    const faces = ['rekognition:SearchFacesByImage'];
    return [
      ...use.flatMap((one) => (one === 'inferModel' ? [] : [anywhere(one, scope, own ?? scope.region)])),
      ...(endpoint === undefined
        ? []
        : [allow(['sagemaker:InvokeEndpoint'], [arn(scope, 'sagemaker', `endpoint/${endpoint}`, own)])]),
      ...(collection === undefined ? [] : [allow(faces, [arn(scope, 'rekognition', `collection/${collection}`, own)])]),
      ...(bucket === undefined || (scope.profile === 'strict' && grantee.kind === 'guest')
        ? []
        : [indexFaces(bucket, scope)]),
    ];
  },
  guestWrites: ({ guest = [], indexFaces: bucket }: PredictionsEntry, profile: Profile): readonly string[] =>
    guest.length > 0 && bucket !== undefined && profile === 'amplify' ? ['indexFaces'] : [],
} as const satisfies Category<'predictions', typeof entry>;

function anywhere(prediction: Prediction, { profile }: PolicyScope, inRegion: string): Statement {
  const { amplify, strict } = actionsFor(prediction);
  return profile === 'strict' || amplify === undefined ? allow(strict, ['*'], onlyIn(inRegion)) : allow(amplify, ['*']);
}

/** Whatever is put there is added to the collection. */
function indexFaces(bucket: string, { profile, partition, accountId }: PolicyScope): Statement {
  return allow(
    ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    [`arn:${partition}:s3:::${bucket}/protected/predictions/index-faces/${OWN}/*`],
    profile === 'strict' ? { StringEquals: { 'aws:ResourceAccount': accountId } } : undefined,
  );
}
