/**
 * Hidden marks by which a later run finds what an earlier one wrote on GitHub. A mark alone proves nothing, since anybody can write
 * one: whoever looks for it also looks who wrote it.
 */
export function marker(kind: string, ...parts: readonly string[]): string {
  // Names hold only letters, digits and hyphens; anything else could end the comment.
  const safe = parts.map((part) => part.replace(/[^\w./-]/g, '_'));
  return `<!-- amplify-import-auth:${[kind, ...safe].join(':')} -->`;
}
