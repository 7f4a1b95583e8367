import { describe, expect, test } from '@jest/globals';
import { absent, known, unchecked } from '../../src/domain/fact.ts';
import type { ObservedEnv } from '../../src/domain/observed.ts';
import { hostingDrift } from '../../src/drift/hosting.ts';
import { clientOf, IDS, manifestOf, observedOf, subjectOf } from '../helpers/subject.ts';

const manifest = manifestOf(['hosting: {appId: d1abcdef2345, branches: [main, next]}']);
const RIGHT = {
  AMPLIFY_USERPOOL_ID: IDS.userPoolId,
  AMPLIFY_WEBCLIENT_ID: IDS.webClientId,
  AMPLIFY_NATIVECLIENT_ID: IDS.nativeClientId,
  AMPLIFY_IDENTITYPOOL_ID: IDS.identityPoolId,
};
const why = unchecked('denied', 'not allowed');
type Hosting = NonNullable<ObservedEnv['hosting']>;
const both = (main: unknown, next: unknown = known(RIGHT)): Hosting =>
  new Map(Object.entries({ main, next })) as Hosting;

/** The message of each finding, and `? reason` of what is unchecked. */
function brief(change: Partial<ObservedEnv>, of = manifest): readonly string[] {
  const { findings, unchecked: open } = hostingDrift(subjectOf({ manifest: of, observed: observedOf(change) }));
  expect([...findings, ...open].map(({ rule }) => rule).filter((rule) => rule !== 'drift/hosting')).toEqual([]);
  return [...findings.map(({ message }) => message), ...open.map(({ reason }) => `? ${reason}`)];
}

const MAIN = 'in the branch main of the Amplify app d1abcdef2345,';
const unknown = '? the ids of the env are not all known';

describe('the variables of a branch', () => {
  test.each<[string, Partial<ObservedEnv>, readonly string[]]>([
    ['as they should be', { hosting: both(known(RIGHT)) }, []],
    [
      'with another value',
      { hosting: both(known({ ...RIGHT, AMPLIFY_USERPOOL_ID: 'x' })) },
      [`${MAIN} AMPLIFY_USERPOOL_ID differs`],
    ],
    [
      'missing',
      { hosting: both(known({ AMPLIFY_USERPOOL_ID: 'x', AMPLIFY_IDENTITYPOOL_ID: IDS.identityPoolId })) },
      [`${MAIN} AMPLIFY_USERPOOL_ID differs, AMPLIFY_WEBCLIENT_ID is missing, AMPLIFY_NATIVECLIENT_ID is missing`],
    ],
    [
      'of both branches',
      { hosting: both(known({}), known({})) },
      [expect.stringContaining('branch main') as never, expect.stringContaining('branch next') as never],
    ],
    [
      'of a branch that does not exist',
      { hosting: both(absent) },
      ['the branch main of the Amplify app d1abcdef2345 does not exist'],
    ],
    ['that could not be read', { hosting: both(why) }, ['? not allowed']],
    ['of a branch that was not asked for', { hosting: new Map([['next', known(RIGHT)]]) }, [unknown]],
    ['that were not asked for', { hosting: undefined }, []],
    ['of an env whose user pool is unknown', { hosting: both(known(RIGHT)), userPool: why }, [unknown, unknown]],
    ['of an env whose web client is unknown', { hosting: both(known(RIGHT)), webClient: absent }, [unknown, unknown]],
    [
      'of an env whose native client is unknown',
      { hosting: both(known(RIGHT)), nativeClient: why },
      [unknown, unknown],
    ],
    [
      'of an env whose identity pool is unknown',
      { hosting: both(known(RIGHT)), identityPool: why },
      [unknown, unknown],
    ],
    [
      'of an env with one client',
      {
        hosting: both(
          known({ ...RIGHT, AMPLIFY_NATIVECLIENT_ID: 'web' }),
          known({ ...RIGHT, AMPLIFY_NATIVECLIENT_ID: 'web' }),
        ),
        nativeClient: undefined,
        webClient: known(clientOf('web')),
      },
      [`${MAIN} AMPLIFY_WEBCLIENT_ID differs`, expect.stringContaining('branch next') as never],
    ],
    [
      'of an env without an identity pool',
      { hosting: both(known(RIGHT)), identityPool: undefined },
      [`${MAIN} AMPLIFY_IDENTITYPOOL_ID differs`, expect.stringContaining('branch next') as never],
    ],
  ])('%s', (_, change, expected) => {
    expect(brief(change)).toEqual(expected);
  });
});

test('an env that is not deployed by Amplify Hosting', () => {
  expect(brief({ hosting: both(known({})) }, manifestOf())).toEqual([]);
});

test('place, fields and rows', () => {
  const observed = observedOf({ hosting: both(known(RIGHT), known({ ...RIGHT, AMPLIFY_USERPOOL_ID: 'x' })) });
  const { findings } = hostingDrift(subjectOf({ manifest, observed }));
  const gone = hostingDrift(subjectOf({ manifest, observed: observedOf({ hosting: both(known(RIGHT), absent) }) }));
  expect(findings).toEqual([
    expect.objectContaining({
      fields: ['AMPLIFY_USERPOOL_ID'],
      hint: expect.stringContaining(`\nAMPLIFY_USERPOOL_ID\n  before: ${IDS.userPoolId}\n  now:    x`) as unknown,
    }),
  ]);
  expect(gone.findings.map(({ fields }) => fields)).toEqual([['next']]);
  // The second branch of the list.
  expect(findings[0]!.place).toEqual(gone.findings[0]!.place);
  expect(manifest.text.split('\n')[findings[0]!.place.line - 1]!.slice(findings[0]!.place.column - 1)).toMatch(/^next/);
});
