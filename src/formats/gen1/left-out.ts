import type { Compat, Platform } from '../../domain/output.ts';
import type { EnvFacts, LeftOut } from '../format.ts';
import { authFor } from './auth-for.ts';

/** What the readers of Gen 1 files do not take. */
export function gen1LeftOut(facts: EnvFacts, platform: Platform, compat: Compat): readonly LeftOut[] {
  return [...emailFactor(facts), ...furtherUrls(facts, platform, compat), ...furtherBuckets(facts)];
}

/** SMS and TOTP are all there is; older decoders of Flutter refuse the whole file for anything else. */
function emailFactor({ config }: EnvFacts): readonly LeftOut[] {
  if (!config.mfaMethods.includes('EMAIL')) return [];
  return [
    {
      what: 'the second factor EMAIL',
      why: 'Gen 1 has no word for it',
      hint: 'Apps that offer it need the format amplify-outputs.',
    },
  ];
}

/** Amplify Swift takes the whole text for one URL. With `compat: cli` all of them are written, as the CLI does. */
function furtherUrls(facts: EnvFacts, platform: Platform, compat: Compat): readonly LeftOut[] {
  if (platform !== 'ios' || compat === 'cli') return [];
  const written = authFor(facts, platform, compat).oauth;
  const candidates = authFor(facts, 'android', compat).oauth;
  if (written === undefined || candidates === undefined) return [];
  const lists = [
    ['sign-in', written.signInUrls, candidates.signInUrls],
    ['sign-out', written.signOutUrls, candidates.signOutUrls],
  ] as const;
  return lists.flatMap(([kind, [kept], all]): readonly LeftOut[] => {
    const left = all.filter((url) => url !== kept);
    if (left.length === 0) return [];
    return [
      {
        what: `of the ${kind} URLs of the native client, ${left.join(', ')}`,
        why: `Amplify Swift takes one, and ${kept ?? ''} is the first`,
        hint: 'Give the iOS app a client with one URL of its own scheme, if that is not the one it opens.',
      },
    ];
  });
}

function furtherBuckets({ config }: EnvFacts): readonly LeftOut[] {
  const [first, ...more] = config.buckets;
  if (first === undefined || more.length === 0) return [];
  return [
    {
      what: more.length === 1 ? `the bucket ${more.join()}` : `the buckets ${more.join(', ')}`,
      why: `Gen 1 apps have one, and ${first} is the first`,
      hint: 'List the bucket of the app first; apps with several need the format amplify-outputs.',
    },
  ];
}
