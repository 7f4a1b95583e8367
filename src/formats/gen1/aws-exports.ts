import type { Compat, Platform } from '../../domain/output.ts';
import { isOwnText } from './is-ours.ts';
import type { EnvFormat } from '../format.ts';
import { lostFrom, ownedBy, withForeign, type Owned } from '../ownership.ts';
import { javaScriptOwner, ownEntries } from './custom-keys.ts';
import { javaScriptObject } from './javascript.ts';
import { gen1LeftOut } from './left-out.ts';
import { exportsNotation } from './notation.ts';

/** `aws-exports.js` of Amplify Gen 1. */
export const awsExports: EnvFormat = {
  scope: 'env',
  name: 'aws-exports',
  readBy: [
    { platform: 'javascript', apps: 'apps of Amplify Gen 1 (`aws-amplify` v5 and v6)', place: '`src/aws-exports.js`' },
  ],
  leftOut: gen1LeftOut,
  render(request) {
    const { compat, existing, env, owned = ownedBy(env.categories) } = request;
    const notation = exportsNotation(compat);
    const there = notation.read(existing ?? '') ?? {};
    const ours = javaScriptObject(request, compat, there);
    return notation.write(withForeign(ours, there, javaScriptOwner(compat, owned)));
  },
  own,
  lost: (existing, wanted, platform, compat, owned) => {
    const notation = exportsNotation(compat);
    const ours = notation.read(own(existing, platform, compat, owned) ?? '') ?? {};
    return lostFrom(ours, notation.read(wanted) ?? {});
  },
  isOurs: (text) => isOwnText(text, own),
};

function own(text: string, _platform: Platform, compat: Compat, owned: Owned): string | undefined {
  const notation = exportsNotation(compat);
  const entries = notation.read(text);
  return entries && notation.write(ownEntries(entries, javaScriptOwner(compat, owned)));
}
