import { expect, test } from '@jest/globals';
import { isWithinGuestCeiling } from '../../src/iam/guest-ceiling.ts';

test.each([
  ['s3:GetObject', true],
  ['S3:PUTOBJECT', true],
  ['textract:AnalyzeDocument', true],
  ['textract:StartDocumentAnalysis', false],
  ['textract:*', false],
  ['geo:GetMapTile', true],
  ['geo:BatchPutGeofence', true],
  ['geo:ListGeofences', true],
  ['geo:CreateMap', false],
  ['geo-maps:GetTile', false],
  ['bedrock:InvokeModel', false],
  ['ssm:GetParameter', false],
  ['secretsmanager:GetSecretValue', false],
  ['sagemaker:InvokeEndpoint', true],
  ['sagemaker:InvokeEndpointAsync', false],
  ['kms:Decrypt', true],
  ['kms:ScheduleKeyDeletion', false],
  ['cloudwatch:PutMetricData', true],
  ['*', false],
])('%s: %s', (action, expected) => {
  expect(isWithinGuestCeiling(action)).toBe(expected);
});
