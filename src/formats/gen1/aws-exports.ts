import type { Compat, Platform } from '../../domain/output.ts';
import { isOwnText } from './is-ours.ts';
import type { EnvFormat } from '../format.ts';
import { isJavaScriptKey, ownEntries, withCustomKeys } from './custom-keys.ts';
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
    const { compat, existing } = request;
    const notation = exportsNotation(compat);
    const there = notation.read(existing ?? '') ?? {};
    return notation.write(withCustomKeys(javaScriptObject(request, compat, there), there, isJavaScriptKey(compat)));
  },
  own,
  isOurs: (text) => isOwnText(text, own),
};

function own(text: string, _platform: Platform, compat: Compat): string | undefined {
  const notation = exportsNotation(compat);
  const entries = notation.read(text);
  return entries && notation.write(ownEntries(entries, isJavaScriptKey(compat)));
}
