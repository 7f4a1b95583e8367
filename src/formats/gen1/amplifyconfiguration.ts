import { isOwnText } from './is-ours.ts';
import type { Compat, Platform } from '../../domain/output.ts';
import type { EnvFormat, RenderRequest } from '../format.ts';
import {
  isJavaScriptKey,
  isNativeKey,
  namesClientSecret,
  ownEntries,
  withCustomKeys,
  type IsOurs,
} from './custom-keys.ts';
import { javaScriptObject } from './javascript.ts';
import { gen1LeftOut } from './left-out.ts';
import { AUTH_PLUGIN, authPluginOf, CATEGORY_KEYS, mobileObject } from './mobile.ts';
import { dartNotation, isEntries, jsonNotation, type Entries, type Notation } from './notation.ts';

/** `amplifyconfiguration.json` and `.dart` of Amplify Gen 1: for JavaScript what `aws-exports.js` holds, else the config of each plugin. */
export const amplifyconfiguration: EnvFormat = {
  scope: 'env',
  name: 'amplifyconfiguration',
  readBy: [
    {
      platform: 'javascript',
      apps: 'apps of Amplify Gen 1 (`aws-amplify` v6)',
      place: '`src/amplifyconfiguration.json`',
    },
    {
      platform: 'ios',
      apps: 'iOS apps of Amplify Gen 1 (Amplify Swift v1 and v2)',
      place: '`amplifyconfiguration.json` in the Xcode project, as a resource of the target',
    },
    {
      platform: 'android',
      apps: 'Android apps of Amplify Gen 1 (Amplify Android v1 and v2)',
      place: '`app/src/main/res/raw/amplifyconfiguration.json`',
    },
    {
      platform: 'flutter',
      apps: 'Flutter apps of Amplify Gen 1 (Amplify Flutter v1 and v2)',
      place: '`lib/amplifyconfiguration.dart`',
    },
  ],
  holdsSecret: namesClientSecret,
  leftOut: gen1LeftOut,
  render(request) {
    const { platform, compat, existing } = request;
    const notation = notationFor(platform, compat);
    const there = notation.read(existing ?? '') ?? {};
    const entries =
      platform === 'javascript'
        ? withCustomKeys(javaScriptObject(request, compat, there), there, isJavaScriptKey(compat))
        : mobileWith(request, there);
    return notation.write(entries);
  },
  own,
  isOurs: (text) => isOwnText(text, own),
};

function own(text: string, platform: Platform, compat: Compat): string | undefined {
  const notation = notationFor(platform, compat);
  const entries = notation.read(text);
  if (entries === undefined) return undefined;
  if (platform === 'javascript') return notation.write(ownEntries(entries, isJavaScriptKey(compat)));
  const ours = withPlugin(ownEntries(entries, isMobileKey), (plugin) => ownEntries(plugin, isNativeKey));
  return notation.write(ours);
}

function notationFor(platform: Platform, compat: Compat): Notation {
  if (platform === 'flutter') return dartNotation(compat);
  return jsonNotation(compat, platform === 'javascript' ? 2 : 4);
}

const isMobileKey: IsOurs = (key) => key === 'UserAgent' || key === 'Version' || CATEGORY_KEYS.includes(key);

/**
 * Keys of the owner's survive in the config of the auth plugin, as the CLI takes them there from `awsconfiguration.json`. At the top
 * of the file the CLI drops them.
 */
function mobileWith(request: RenderRequest, there: Entries): Entries {
  const before = authPluginOf(there);
  const ours = withPlugin(mobileObject(request, request, there), (plugin) =>
    withCustomKeys(plugin, before, isNativeKey),
  );
  return request.compat === 'cli' ? ours : withCustomKeys(ours, there, isMobileKey);
}

/** The same with another config of the auth plugin, where it has one. */
function withPlugin(entries: Entries, change: (plugin: Entries) => Entries): Entries {
  const { auth } = entries;
  if (!isEntries(auth) || !isEntries(auth['plugins'])) return entries;
  const plugins = { ...auth['plugins'], [AUTH_PLUGIN]: change(authPluginOf(entries)) };
  return { ...entries, auth: { ...auth, plugins } };
}
