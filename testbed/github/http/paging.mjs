// @ts-check
import { ok } from './answers.mjs';

/** @typedef {import('./answers.mjs').Answer} Answer */
/** @typedef {import('./routes.mjs').ApiRequest} ApiRequest */

/**
 * One page of a list, 30 items where nothing else is asked for and 100 at most, with the links to the others.
 *
 * @template Item
 * @param {ApiRequest} request
 * @param {Item[]} items
 * @param {(item: Item) => unknown} show
 * @param {(page: unknown[]) => unknown} [wrap] for lists inside of an object
 * @returns {Answer}
 */
export function page({ query, href }, items, show, wrap = (shown) => shown) {
  const size = Math.min(Math.max(Number(query.get('per_page') ?? 30) || 30, 1), 100);
  const number = Math.max(Number(query.get('page') ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (/** @type {number} */ target, /** @type {string} */ relation) => {
    const url = new URL(href);
    url.searchParams.set('page', String(target));
    return `<${url}>; rel="${relation}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
    ...(number > 1 ? [link(1, 'first')] : []),
  ];
  const shown = items.slice((number - 1) * size, number * size).map(show);
  return ok(wrap(shown), links.length > 0 ? { link: links.join(', ') } : {});
}
