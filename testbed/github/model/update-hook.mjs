// @ts-check
/**
 * git runs this for every ref of a push. What the server knows it puts into the environment: which refs are
 * refused and how to say so, and whether workflows may be touched.
 */

/**
 * `STANDIN_REFUSED` has a line for each refused ref: its name, a tab, the whole message with `\n` for newlines.
 */
export const UPDATE_HOOK = `#!/bin/sh
ref=$1 old=$2 new=$3
tab=$(printf '\\t')
printf '%s\\n' "$STANDIN_REFUSED" | while IFS="$tab" read -r refused message; do
  if [ "$refused" = "$ref" ]; then
    printf '%b\\n' "$message" >&2
    exit 1
  fi
done || exit 1
case $new in *[!0]*) ;; *) exit 0 ;; esac
if [ "$STANDIN_WORKFLOWS" = refused ]; then
  workflow=$(git log --format= --name-only "$new" --not --all -- .github/workflows | head -n 1)
  if [ -n "$workflow" ]; then
    echo "refusing to allow a GitHub App to create or update workflow \\\`$workflow\\\` without \\\`workflows\\\` permission" >&2
    exit 1
  fi
fi
exit 0
`;
