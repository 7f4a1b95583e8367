import type { EnvFacts, LeftOut } from './format.ts';

/** Gen 1 knows SMS and TOTP as second factors and nothing else. */
export function gen1LeftOut({ config }: EnvFacts): readonly LeftOut[] {
  if (!config.mfaMethods.includes('EMAIL')) return [];
  return [
    {
      what: 'the second factor EMAIL',
      why: 'Gen 1 has no word for it',
      hint: 'Apps that offer it need the format amplify-outputs.',
    },
  ];
}
