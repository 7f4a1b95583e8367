import type { Platform } from '../../domain/output.ts';
import { isWeb, oneRedirect } from '../one-redirect.ts';

/**
 * The redirect URLs of a client that a file of one platform holds.
 *
 * - iOS takes the whole text for one URL, and Android does before 2.29.2: both get one, the first of an app's own scheme.
 * - Flutter splits, too; its apps also run in browsers and on desktops, where they look for a web URL.
 * - JavaScript splits. Where native apps have a client of their own, what is left is for the web. Where they do not, all stay: React
 *   Native reads the same file and looks for an app's own scheme.
 *
 * Sources: the decoders of amplify-swift, amplify-android, amplify-flutter and aws-amplify.
 */
export function redirectsFor(
  platform: Platform,
  urls: readonly string[],
  nativeHasOwnClient: boolean,
): readonly string[] {
  const web = urls.filter(isWeb);
  const app = urls.filter((url) => !isWeb(url));
  switch (platform) {
    case 'javascript':
      return nativeHasOwnClient && web.length > 0 ? web : urls;
    case 'ios':
    case 'android':
      return oneRedirect(urls);
    case 'flutter':
      return [...app, ...web];
  }
}
