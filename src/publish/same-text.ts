/** A link to a workflow run, as texts of this action end with it, or any address of one. */
const RUN = /\[run \d+\](?=\()|\/actions\/runs\/\d+/g;

/**
 * Whether two texts say the same but for the run that wrote them: a comment or an issue is not written again for that, since everybody who
 * follows it would have an edit to look at that changes nothing.
 */
export function saysTheSame(a: string, b: string): boolean {
  return a === b || a.replace(RUN, '') === b.replace(RUN, '');
}
