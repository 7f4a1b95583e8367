/**
 * Takes the errors of standard output and standard error, which would end the process otherwise. A reader that has gone away
 * (`… | head -1`) is no failure. Gives what else has kept output from being written, as a full disk.
 */
export function guardStreams({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'> = process): () =>
  string | undefined {
  let lost: string | undefined;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lost ??= error.message;
  });
  // There is nowhere to tell of it.
  stderr.on('error', () => undefined);
  return () => lost;
}

/** Ends once everything that was written has left, or cannot. */
export async function flushStreams({
  stdout,
  stderr,
}: Pick<NodeJS.Process, 'stdout' | 'stderr'> = process): Promise<void> {
  const flush = (stream: NodeJS.WriteStream) =>
    new Promise<void>((resolve) => {
      stream.write('', () => {
        resolve();
      });
    });
  await Promise.all([flush(stdout), flush(stderr)]);
}
