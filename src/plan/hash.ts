import { createHash } from 'node:crypto';

/** `sha256:…` of a text as it lies in a file. */
export function textHash(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}
