import type { OAuthConfig } from './auth-config.ts';
import type { LeftOut } from './format.ts';

/** Where a file holds one redirect URL: the first of an app's own scheme, else the first. */
export function oneRedirect(urls: readonly string[]): readonly string[] {
  return candidates(urls).slice(0, 1);
}

/** The URLs that such a file lacks. `why` is the end of a sentence about its reader. */
export function furtherRedirects(
  oauth: OAuthConfig | undefined,
  app: 'iOS' | 'Android',
  why: string,
): readonly LeftOut[] {
  const lists = [
    ['sign-in', oauth?.signInUrls ?? []],
    ['sign-out', oauth?.signOutUrls ?? []],
  ] as const;
  return lists.flatMap(([kind, urls]): readonly LeftOut[] => {
    const [kept, ...left] = candidates(urls);
    if (kept === undefined || left.length === 0) return [];
    return [
      {
        what: `of the ${kind} URLs of the native client, ${left.join(', ')}`,
        why: `${why}, and ${kept} is the first`,
        hint: `Where the ${app} app opens another one, give it an app client that has this one only.`,
      },
    ];
  });
}

export function isWeb(url: string): boolean {
  return /^https?:/i.test(url);
}

/** Web URLs of a client that also has others are those of its web app. */
function candidates(urls: readonly string[]): readonly string[] {
  const app = urls.filter((url) => !isWeb(url));
  return app.length > 0 ? app : urls;
}

/**
 * Amplify Android before 2.29.2 joins several URLs by commas and sends the text; so does the AWS Mobile SDK. Source: `HostedUIClient` and
 * `AuthClient`; `npm run oracle:android` runs them.
 */
export const ANDROID_SENDS_ALL = 'apps with Amplify Android before 2.29.2 or the AWS Mobile SDK send several as one';
