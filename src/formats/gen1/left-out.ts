import type { AuthFlow, Compat, Platform } from '../../domain/output.ts';
import type { EnvFacts, LeftOut } from '../format.ts';
import { ANDROID_SENDS_ALL, furtherRedirects } from '../one-redirect.ts';
import { clientOf, knownFacts } from './auth.ts';
import { allowedFlows } from './auth-flow.ts';
import { authFor } from './auth-for.ts';
import { resourcesOf } from './resources.ts';

/** What the readers of Gen 1 files do not take. */
export function gen1LeftOut(
  facts: EnvFacts,
  platform: Platform,
  compat: Compat,
  authFlow?: AuthFlow,
): readonly LeftOut[] {
  return [
    ...nativeLeftOut(facts, platform, compat, authFlow),
    ...(platform === 'flutter' ? [] : mapsWithoutStyle(facts)),
  ];
}

/** The same for `awsconfiguration.json`, which holds fewer categories. */
export function nativeLeftOut(
  facts: EnvFacts,
  platform: Platform,
  compat: Compat,
  authFlow?: AuthFlow,
): readonly LeftOut[] {
  const { graphql } = resourcesOf(facts, compat);
  const apps = (facts.env.categories.pinpoint ?? []).map(({ appId }) => appId);
  return [
    ...emailFactor(facts),
    ...firstFactors(facts, platform),
    ...(platform === 'javascript' ? [] : forbiddenFlow(facts, platform, compat, authFlow)),
    ...furtherUrls(facts, platform, compat),
    ...allButFirst(
      'bucket',
      facts.config.buckets.map(({ bucketName }) => bucketName),
      'Apps with several need the format amplify-outputs.',
    ),
    ...allButFirst('Pinpoint app', apps),
    ...(platform === 'javascript'
      ? allButFirst(
          'GraphQL API',
          graphql.map(({ name }) => name),
        )
      : []),
  ];
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

/** What `amplify_outputs.json` has as `passwordless`, where the client lets users sign in that way. */
function firstFactors(facts: EnvFacts, platform: Platform): readonly LeftOut[] {
  const { passwordless } = facts.config;
  const known = knownFacts(facts);
  if (passwordless === undefined || !clientOf(known, platform).explicitAuthFlows.includes('ALLOW_USER_AUTH')) return [];
  const factors = known.pool.firstFactors.filter((factor) => factor !== 'PASSWORD');
  return [
    {
      what: `sign-in without a password (${factors.join(', ')})`,
      why: 'Gen 1 has no word for it',
      hint: 'Apps that offer it name the flow USER_AUTH with each sign-in, or need the format amplify-outputs.',
    },
  ];
}

/** A flow in the file that Cognito would refuse to the native client. */
function forbiddenFlow(facts: EnvFacts, platform: Platform, compat: Compat, asked?: AuthFlow): readonly LeftOut[] {
  const { native } = knownFacts(facts);
  const flow = asked ?? authFor(facts, platform, compat).authFlow;
  const allowed = allowedFlows(native);
  if (allowed.includes(flow)) return [];
  const names = native.explicitAuthFlows.join(', ');
  const [instead] = allowed;
  return [
    {
      what: `the sign-in flow that the client ${native.id} allows`,
      why: `the file says ${flow}, and the client allows ${names}`,
      hint:
        instead === undefined
          ? `Allow ALLOW_USER_SRP_AUTH in the app client, or have the app name its flow with each sign-in.`
          : `Write \`authFlow: ${instead}\` at the output, or allow ${flow} in the app client.`,
    },
  ];
}

/** These two platforms get one. With `compat: cli` all of them are written, as the CLI does. */
function furtherUrls({ config }: EnvFacts, platform: Platform, compat: Compat): readonly LeftOut[] {
  if (compat === 'cli') return [];
  if (platform === 'ios') return furtherRedirects(config.native.oauth, 'iOS', 'Amplify Swift takes one');
  return platform === 'android' ? furtherRedirects(config.native.oauth, 'Android', ANDROID_SENDS_ALL) : [];
}

function allButFirst(kind: string, names: readonly string[], more = ''): readonly LeftOut[] {
  const [first, ...left] = names;
  if (first === undefined || left.length === 0) return [];
  return [
    {
      what: `${left.length === 1 ? `the ${kind}` : `${kind}s`} ${left.join(', ')}`,
      why: `apps of Gen 1 have one, and ${first} is the first`,
      hint: `List the one of the app first. ${more}`.trim(),
    },
  ];
}

/** Amplify Swift and Android refuse a map without one. */
function mapsWithoutStyle({ env }: EnvFacts): readonly LeftOut[] {
  return (env.categories.geo ?? []).flatMap(({ map, style }): readonly LeftOut[] => {
    if (map === undefined || style !== undefined) return [];
    const hint = 'Add its `style` to the entry, as the Location console shows it.';
    return [{ what: `the map ${map}`, why: 'its style is not known', hint }];
  });
}
