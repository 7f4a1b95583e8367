import { coversPattern } from './match.ts';

/**
 * What guests can have at most, whatever their role allows: in the enhanced flow Cognito gives them a session policy of its own, inline
 * and managed, and a right has to be in the role and in one of the two. Signed-in users have no such ceiling, nor has the classic
 * flow.
 *
 * Source: Amazon Cognito Developer Guide, "IAM roles", section "Access policies for unauthenticated identities", and the managed policy
 * `AmazonCognitoUnAuthedIdentitiesSessionPolicy`, version 4. AWS extends both now and then: as of November 2026.
 */
const INLINE = [
  'cloudwatch:*',
  'logs:*',
  'dynamodb:*',
  'kinesis:*',
  'mobileanalytics:*',
  's3:*',
  'ses:*',
  'sns:*',
  'sqs:*',
  'lambda:*',
  'machinelearning:*',
  'execute-api:*',
  'iot:*',
  'gamelift:*',
  'cognito-identity:*',
  'cognito-idp:*',
  'lex:*',
  'polly:*',
  'comprehend:*',
  'translate:*',
  'transcribe:*',
  'rekognition:*',
  'mobiletargeting:*',
  'firehose:*',
  'appsync:*',
  'personalize:*',
  'sagemaker:InvokeEndpoint',
  'cognito-sync:*',
  'codewhisperer:*',
  'textract:DetectDocumentText',
  'textract:AnalyzeDocument',
  'sdb:*',
];

const MANAGED = [
  'rum:PutRumEvents',
  'sagemaker:InvokeEndpoint',
  'polly:*',
  'comprehend:*',
  'translate:*',
  'transcribe:*',
  'rekognition:*',
  'mobiletargeting:*',
  'firehose:*',
  'personalize:*',
  'geo:GetMap*',
  'geo:ListMaps',
  'geo:SearchPlaceIndex*',
  'geo:GetPlace',
  'geo:CalculateRoute*',
  'geo:*Geofence',
  'geo:*Geofences',
  'geo:*DevicePosition*',
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptTo',
  'kms:ReEncryptFrom',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext',
  'kms:GenerateDataKeyWithoutPlaintext',
];

const CEILING = [...INLINE, ...MANAGED].map((pattern) => pattern.toLowerCase());

/** Whether guests of the enhanced flow can have all that this action, or pattern of actions, stands for. */
export function isWithinGuestCeiling(action: string): boolean {
  return CEILING.some((pattern) => coversPattern(pattern, action.toLowerCase()));
}
