import type { FileChange } from '../domain/plan.ts';
import { Secret } from '../domain/secret.ts';
import { holdsSecret } from '../formats/index.ts';
import { textHash } from '../domain/file.ts';
import type { EnvSubject } from './subject.ts';

/**
 * A change of one file of one env. Null: the file is not there. A text that holds the secret of a client is hashed, whether we are to
 * write it or somebody else has: the change goes into plan, report, comment and artifact.
 */
export function fileChange(
  { manifest, env }: Pick<EnvSubject, 'manifest' | 'env'>,
  path: string,
  format: string,
  before: string | null,
  after: string | Secret | null,
): FileChange {
  const action = after === null ? 'delete' : before === null ? 'create' : 'update';
  const [then, now] = [before, after].map((text) => hidden(format, text));
  const secret = { before: asSecret(then), after: asSecret(now) };
  return {
    kind: 'file',
    env: env.name,
    manifest: manifest.file,
    target: path,
    action,
    path,
    format,
    before: shown(then),
    after: shown(now),
    ...(secret.before === undefined && secret.after === undefined ? {} : { secret }),
  };
}

/** A text that holds a secret, so that nobody prints it by mistake. */
export function hidden<T extends string | Secret | null>(format: string, text: T): T | Secret {
  return typeof text === 'string' && holdsSecret(format, text) ? new Secret(text) : text;
}

/** The texts of a file that is one env's own, secrets and all: for the disk. */
export function wholeTexts({ before, after, secret }: FileChange): Pick<FileChange, 'before' | 'after'> {
  return { before: secret?.before?.reveal() ?? before, after: secret?.after?.reveal() ?? after };
}

function asSecret(text: string | Secret | null | undefined): Secret | undefined {
  return text instanceof Secret ? text : undefined;
}

function shown(text: string | Secret | null | undefined): string | null {
  return text instanceof Secret ? textHash(text.reveal()) : (text ?? null);
}
