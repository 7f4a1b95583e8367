import type { Compat, Platform } from '../../domain/output.ts';
import { isOwnText } from './is-ours.ts';
import type { EnvFormat } from '../format.ts';
import { isNativeKey, namesClientSecret, ownEntries, withCustomKeys } from './custom-keys.ts';
import { nativeLeftOut } from './left-out.ts';
import { nativeObject } from './native.ts';
import { jsonNotation } from './notation.ts';

const SPACES = 4;

/** `awsconfiguration.json`: the file of the AWS Mobile SDKs, which Amplify took over. */
export const awsconfiguration: EnvFormat = {
  scope: 'env',
  name: 'awsconfiguration',
  readBy: [
    {
      platform: 'ios',
      apps: 'iOS apps with the AWS Mobile SDK, or Amplify Swift v1 beside it',
      place: '`awsconfiguration.json` in the Xcode project, as a resource of the target',
    },
    {
      platform: 'android',
      apps: 'Android apps with the AWS Mobile SDK, or Amplify Android v1 beside it',
      place: '`app/src/main/res/raw/awsconfiguration.json`',
    },
  ],
  holdsSecret: namesClientSecret,
  leftOut: nativeLeftOut,
  render(request) {
    const { compat, existing } = request;
    const notation = jsonNotation(compat, SPACES);
    const there = notation.read(existing ?? '') ?? {};
    return notation.write(withCustomKeys(nativeObject(request, request, there), there, isNativeKey));
  },
  own,
  isOurs: (text) => isOwnText(text, own),
};

function own(text: string, _platform: Platform, compat: Compat): string | undefined {
  const notation = jsonNotation(compat, SPACES);
  const entries = notation.read(text);
  return entries && notation.write(ownEntries(entries, isNativeKey));
}
