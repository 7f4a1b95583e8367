/** Names an env among those of several manifests, whose envs may have the same names. */
export function envKey(manifest: string, env: string | null): string {
  return JSON.stringify([manifest, env]);
}

/** The env that a finding or an unchecked item is about. */
export function keyOf({
  place,
  env,
}: {
  readonly place: { readonly file: string };
  readonly env: string | null;
}): string {
  return envKey(place.file, env);
}
