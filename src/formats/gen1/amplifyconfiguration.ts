import { isOwnText } from './is-ours.ts';
import type { Compat, Platform } from '../../domain/output.ts';
import type { EnvFormat } from '../format.ts';
import { lostFrom, ownedBy, withForeign, type Owned, type OwnerOf } from '../ownership.ts';
import { javaScriptOwner, namesClientSecret, ownEntries } from './custom-keys.ts';
import { javaScriptObject } from './javascript.ts';
import { gen1LeftOut } from './left-out.ts';
import { mobileObject } from './mobile.ts';
import { CATEGORY_KEYS, mobileOwner } from './mobile-owner.ts';
import { dartNotation, jsonNotation, type Entries, type Notation } from './notation.ts';

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
    const { platform, compat, existing, env, owned = ownedBy(env.categories) } = request;
    const notation = notationFor(platform, compat);
    const there = notation.read(existing ?? '') ?? {};
    const ours =
      platform === 'javascript' ? javaScriptObject(request, compat, there) : mobileObject(request, request, there);
    return notation.write(withForeign(ours, keptOf(there, platform, compat), ownerFor(platform, compat, owned)));
  },
  own,
  lost(existing, wanted, platform, compat, owned) {
    const notation = notationFor(platform, compat);
    const ours = notation.read(own(existing, platform, compat, owned) ?? '') ?? {};
    return lostFrom(ours, notation.read(wanted) ?? {});
  },
  isOurs: (text) => isOwnText(text, own),
};

function own(text: string, platform: Platform, compat: Compat, owned: Owned): string | undefined {
  const notation = notationFor(platform, compat);
  const entries = notation.read(text);
  return entries && notation.write(ownEntries(entries, ownerFor(platform, compat, owned)));
}

function ownerFor(platform: Platform, compat: Compat, owned: Owned): OwnerOf {
  return platform === 'javascript' ? javaScriptOwner(compat, owned) : mobileOwner(owned);
}

/** At the top of a mobile file the CLI drops what it does not know. */
function keptOf(there: Entries, platform: Platform, compat: Compat): Entries {
  if (platform === 'javascript' || compat === 'correct') return there;
  return Object.fromEntries(Object.entries(there).filter(([key]) => CATEGORY_KEYS.includes(key)));
}

function notationFor(platform: Platform, compat: Compat): Notation {
  if (platform === 'flutter') return dartNotation(compat);
  return jsonNotation(compat, platform === 'javascript' ? 2 : 4);
}
