// @ts-check
/**
 * The types of GitHub's published OpenAPI description: every field that the stand-in gives must be one of
 * GitHub's and have its type, though it does not give them all. The package comes with
 * @actions/github.
 */

/** @typedef {import('@octokit/openapi-types').components['schemas']} Schemas */

/**
 * @template T
 * @typedef {T extends (infer Item)[] ? Sketch<Item>[]
 *   : T extends object ? { [Key in keyof T]?: Sketch<T[Key]> } : T} Sketch
 */

/**
 * @template {keyof Schemas} Name
 * @typedef {Sketch<Schemas[Name]>} Shape
 */

export {};
