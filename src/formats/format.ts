import type { OutputFormat } from '../domain/manifest.ts';
import type { AuthConfig } from './auth-config.ts';

/** A kind of generated file. */
export interface Format {
  readonly name: OutputFormat;
  /** Which apps read it and where it belongs: becomes a line of the README. */
  readonly readBy: string;
  render(config: AuthConfig): string;
}
