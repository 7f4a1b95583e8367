import { asList, type Statement } from '../domain/iam-policy.ts';
import { policyOf } from '../iam/document.ts';
import { leadsToRightsAnywhere } from '../iam/escalating.ts';
import { matchesPattern } from '../iam/match.ts';
import { privilegesOf, writesIdentityPools } from '../iam/privileges.ts';
import { openParts } from '../iam/resource-scope.ts';

/**
 * Actions for users of an app that take no resource, or for which AWS knows no sensible one: these alone may have `*`.
 * Source: Service Authorization Reference, "Actions defined by …" of each service.
 */
export const UNSCOPED: readonly string[] = [
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:ListMetrics',
  'cloudwatch:PutMetricData',
  'comprehend:BatchDetect*',
  'comprehend:Detect*',
  'mobileanalytics:PutEvents',
  'polly:DescribeVoices',
  'polly:SynthesizeSpeech',
  'rekognition:CompareFaces',
  'rekognition:CreateFaceLivenessSession',
  'rekognition:Detect*',
  'rekognition:GetFaceLivenessSessionResults',
  'rekognition:RecognizeCelebrities',
  'rekognition:StartFaceLivenessSession',
  'ses:GetSendQuota',
  'ses:GetTemplate',
  'ses:SendBulk*',
  'ses:SendEmail',
  'ses:SendRawEmail',
  'ses:SendTemplatedEmail',
  'textract:Analyze*',
  'textract:DetectDocumentText',
  'textract:GetDocument*',
  'textract:StartDocument*',
  'transcribe:GetTranscriptionJob',
  'transcribe:Start*Transcription*',
  'translate:TranslateDocument',
  'translate:TranslateText',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/**
 * What a statement of the owner's own allows that no user of an app may ever need, in words for a message: what makes an administrator
 * or leads to more rights, a whole service, and actions on resources that are not said. It says more than {@link privilegesOf}, which
 * judges policies that people wrote for roles themselves.
 */
export function excessOf(statement: Statement): readonly string[] {
  const { administrative, broad } = privilegesOf(policyOf([statement]));
  const actions = asList(statement.Action);
  const grave = new Set([...administrative.filter((one) => actions.includes(one)), ...broad]);
  for (const action of actions) {
    if (isWholeService(action) || leadsToRightsAnywhere(action) || writesIdentityPools(action)) grave.add(action);
  }
  return [
    ...grave,
    ...actions
      .filter((action) => !grave.has(action))
      .flatMap((action) =>
        asList(statement.Resource)
          .filter((resource) => isTooWide(action, resource))
          .map((resource) => `${action} on ${resource}`),
      ),
  ];
}

function isWholeService(action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  return /[*?]/.test(service) || /^[*?]*$/.test(name);
}

function isTooWide(action: string, resource: string): boolean {
  if (openParts(resource).length === 0) return false;
  const isExempt =
    resource === '*' &&
    !/[*?]/.test(action) &&
    UNSCOPED.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()));
  return !isExempt;
}
