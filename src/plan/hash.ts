import { createHash } from 'node:crypto';
import { asStored } from '../domain/stored-text.ts';

/** `sha256:…` of a text as git stores it. */
export function textHash(text: string): string {
  return `sha256:${createHash('sha256').update(asStored(text), 'utf8').digest('hex')}`;
}
