import type { Platform } from '../../domain/output.ts';

/**
 * The redirect URLs of a client that a file of one platform holds.
 *
 * - iOS takes the whole text for one URL, so it gets one: the first of an app's own scheme.
 * - Android splits at commas and prefers an app's own scheme.
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
      return [...app, ...web].slice(0, 1);
    case 'android':
      return app.length > 0 ? app : web;
    case 'flutter':
      return [...app, ...web];
  }
}

export function isWeb(url: string): boolean {
  return /^https?:/i.test(url);
}
