// @ts-check

/**
 * The addresses of what lies below another one: GitHub's answers are full of them, and its description requires them all.
 *
 * @param {string} base
 * @param {string} names `forks issues{/number} git/refs{/sha}`: fields `forks_url`, `issues_url`, `git_refs_url`
 * @returns {any}
 */
export function links(base, names) {
  const list = names.split(/\s+/);
  return Object.fromEntries(
    list.map((name) => [`${name.replace(/\/?\{.*/, '').replaceAll('/', '_')}_url`, `${base}/${name}`]),
  );
}
