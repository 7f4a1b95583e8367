// Loaded into a run with `node --require`: all that it waits for by a timer takes three times as long, its grace among it. On a busy
// machine the calls of an env in hand may take longer than the grace; how short that is, is for e2e/cancel to show.
const { setTimeout: timer } = require('node:timers');
const patient = (/** @type {() => void} */ run, /** @type {number} */ ms) => timer(run, ms * 3);
Reflect.set(globalThis, 'setTimeout', Object.defineProperties(patient, Object.getOwnPropertyDescriptors(timer)));
