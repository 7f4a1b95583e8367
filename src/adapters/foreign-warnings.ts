/** The oldest Node that is still maintained. Source: Node.js release schedule; Node 20 ended on 2026-04-30. */
const OLDEST_MAINTAINED = 22;

/**
 * Node prints what libraries warn of: of Node's own changes, and of the end of its versions. People who run this can do nothing about
 * most of it, so it is left out; `say` gets one line where there is something that they can do.
 */
export function withoutForeignWarnings(
  node: Pick<NodeJS.Process, 'removeAllListeners' | 'on' | 'versions'>,
  say: (line: string) => void,
): void {
  node.removeAllListeners('warning');
  node.on('warning', () => undefined);
  const [major = ''] = node.versions.node.split('.');
  if (Number(major) < OLDEST_MAINTAINED) {
    say(`Node ${major} is no longer maintained: run amplify-import-auth with Node ${OLDEST_MAINTAINED} or later.`);
  }
}
