// Loaded into a run with `node --require`: all that it waits for by a timer takes three times as long, its grace among it. On a busy
// machine the calls of an env in hand may take longer than the grace; how short that is, is for e2e/cancel to show.
/** @type {any} */
const timer = globalThis.setTimeout;
const own = Object.getOwnPropertyDescriptors(timer);
/** @type {any} */
const patient = (/** @type {Function} */ run, /** @type {number} */ ms, /** @type {any[]} */ ...more) =>
  timer(run, ms * 3, ...more);
globalThis.setTimeout = Object.defineProperties(patient, own);
