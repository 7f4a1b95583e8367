import { gen1LeftOut } from './gen1-left-out.ts';
import type { EnvFormat } from './format.ts';
import { gen1JavaScript } from './gen1-javascript.ts';
import { json } from './serialise.ts';

export const amplifyconfiguration: EnvFormat = {
  scope: 'env',
  name: 'amplifyconfiguration',
  readBy: [
    {
      platform: 'javascript',
      apps: 'apps of Amplify Gen 1 (`aws-amplify` v6)',
      place: '`src/amplifyconfiguration.json`',
    },
  ],
  leftOut: gen1LeftOut,
  render: ({ config }) => json(gen1JavaScript(config)),
};
