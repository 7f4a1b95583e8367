import type { Format } from './format.ts';
import { gen1JavaScript } from './gen1-javascript.ts';
import { json } from './serialise.ts';

export const amplifyconfiguration: Format = {
  name: 'amplifyconfiguration',
  readBy: 'JavaScript apps of Amplify Gen 1 (`aws-amplify` v6): `src/amplifyconfiguration.json`',
  render: (config) => json(gen1JavaScript(config)),
};
