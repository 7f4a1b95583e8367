import { expect, test } from '@jest/globals';
import { openParts, type OpenPart } from '../../src/iam/resource-scope.ts';

const A = '111122223333';

test.each<[string, readonly OpenPart[]]>([
  ['*', ['partition', 'service', 'region', 'account', 'name']],
  ['arn:aws:dynamodb:*:*:*', ['region', 'account', 'name']],
  [`arn:aws:dynamodb:eu-west-1:${A}:table/*`, ['name']],
  [`arn:aws:dynamodb:eu-west-1:${A}:tab*`, ['name']],
  [`arn:aws:dynamodb:eu-west-1:${A}:table/no*`, ['name']],
  [`arn:aws:dynamodb:eu-west-1:${A}:table/not*`, []],
  [`arn:aws:dynamodb:eu-west-1:${A}:table/no`, []],
  [`arn:aws:dynamodb:eu-*:${A}:table/notes`, ['region']],
  ['arn:aws:dynamodb:eu-west-1:11112222333?:table/notes', ['account']],
  ['arn:aws:dynamodb:::table/notes', ['region', 'account']],
  [`arn:aws*:dynamodb:eu-west-1:${A}:table/notes`, ['partition']],
  [`arn:aws:*:eu-west-1:${A}:table/notes`, ['service']],
  [`arn:aws:lambda:eu-west-1:${A}:function:*`, ['name']],
  [`arn:aws:lambda:eu-west-1:${A}:function:*:prod`, ['name']],
  [`arn:aws:cognito-idp:eu-west-1:${A}:userpool/eu-west-1_*`, ['name']],
  [`arn:aws:cognito-idp:eu-west-1:${A}:userpool/eu-west-1_AbCdEfGhI`, []],
  [`arn:aws:cognito-identity:eu-west-1:${A}:identitypool/eu-west-1:*`, ['name']],
  [`arn:aws:cognito-identity:eu-west-1:${A}:identitypool/eu-west-1:1111`, []],
  ['arn:aws:s3:::*', ['name']],
  ['arn:aws:s3:::fi*', ['name']],
  ['arn:aws:s3:::files', []],
  ['arn:aws:s3:::files*/x', []],
  ['arn:aws:s3:*:*:files/*', ['region', 'account', 'name']],
  [`arn:aws:s3:eu-west-1:${A}:accesspoint/*`, ['name']],
  ['arn:aws:s3:::${aws:PrincipalTag/bucket}', ['name']],
  ['arn:aws:s3:::files/${cognito-identity.amazonaws.com:sub}/*', []],
  ['arn:aws:sns:eu-west-1:${aws:PrincipalAccount}:news', ['account']],
  ['arn:${x}:sns:${y:z}:1:news', ['partition', 'region']],
  [`arn:aws:iam::${A}:role/shop`, []],
  ['arn:aws:iam::*:role/shop', ['account']],
  [`arn:aws:execute-api:eu-west-1:${A}:*/dev/GET/x`, ['name']],
  ['arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/*', []],
])('%s leaves open %j', (resource, expected) => {
  expect(openParts(resource)).toEqual(expected);
});
