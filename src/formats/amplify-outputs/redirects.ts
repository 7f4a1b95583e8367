import type { Platform } from '../../domain/output.ts';
import { isWeb, oneRedirect } from '../one-redirect.ts';

/**
 * The redirect URLs of a client as an app of one platform reads them.
 *
 * - Swift takes the first and no other, Flutter the first of an app's own scheme: those come first for both.
 * - Android does as Flutter from 2.29.2 on. Before that it sends all of them, joined by commas: it gets one.
 * - JavaScript takes the one of the page's own origin. Where native apps have a client of their own, only web URLs are meant for it;
 *   where they do not, all stay, since React Native reads the same file and looks for an app's own scheme.
 *
 * Sources: the redirect choice of amplify-swift, amplify-android, amplify-flutter and aws-amplify (`getRedirectUrl`).
 */
export function redirectsFor(
  platform: Platform,
  urls: readonly string[],
  nativeHasOwnClient: boolean,
): readonly string[] {
  const web = urls.filter(isWeb);
  if (platform === 'javascript') return nativeHasOwnClient && web.length > 0 ? web : urls;
  if (platform === 'android') return oneRedirect(urls);
  return [...urls.filter((url) => !isWeb(url)), ...web];
}
