import type { Compat, Platform } from '../../domain/output.ts';
import type { EnvFacts } from '../format.ts';
import type { Gen1Auth } from './auth.ts';
import { cliAuth } from './cli-auth.ts';
import { correctAuth } from './correct-auth.ts';

export function authFor(facts: EnvFacts, platform: Platform, compat: Compat): Gen1Auth {
  return compat === 'cli' ? cliAuth(facts, platform) : correctAuth(facts, platform);
}
