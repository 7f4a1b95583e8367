import type { Compat, Platform } from '../../domain/output.ts';
import { isOwnText } from './is-ours.ts';
import type { EnvFormat } from '../format.ts';
import { ownedBy, withForeign, type Owned } from '../ownership.ts';
import { namesClientSecret, nativeOwner, ownEntries } from './custom-keys.ts';
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
    const { compat, existing, env, owned = ownedBy(env.categories) } = request;
    const notation = jsonNotation(compat, SPACES);
    const there = notation.read(existing ?? '') ?? {};
    return notation.write(withForeign(nativeObject(request, request, there), there, nativeOwner(owned)));
  },
  own,
  isOurs: (text) => isOwnText(text, own),
};

function own(text: string, _platform: Platform, compat: Compat, owned: Owned): string | undefined {
  const notation = jsonNotation(compat, SPACES);
  const entries = notation.read(text);
  return entries && notation.write(ownEntries(entries, nativeOwner(owned)));
}
