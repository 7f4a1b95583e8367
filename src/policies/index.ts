import { storage } from './storage.ts';

/** All categories, in the order in which the manifest, the docs and the plan list them. */
export const CATEGORIES = [storage] as const;

/** A category whose entry type is not known here: for loops over all of them. */
export type AnyCategory = (typeof CATEGORIES)[number];
