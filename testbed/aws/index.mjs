// @ts-check
/** The way into this room of the test bed: whoever is outside imports this file only. */

export { startHosting } from './amplify-hosting.mjs';
export { awsClients } from './aws-clients.mjs';
export { dynamodb } from './dynamodb.mjs';
export { startEmulator } from './emulator.mjs';
export { PASSWORD, actAs, identityOf, logIn } from './identity.mjs';
export { peakConcurrency, startProxy, waves } from './proxy.mjs';
export { ensureVirtualEnvironment } from './python.mjs';
export { addUser, seedEnvironment, seedFleet, trustDocument } from './seed.mjs';
export { PROOF, READS, WRITES, makeCiRole, trustsAccount, trustsGitHub } from './seed/ci-roles.mjs';
export { makeFunction } from './seed/functions.mjs';
export { signIn } from './sign-in.mjs';

/** @typedef {import('./aws-clients.mjs').AwsClients} AwsClients */
/** @typedef {import('./proxy.mjs').Call} Call */
/** @typedef {import('./seed/options.mjs').ClientInput} ClientInput */
/** @typedef {import('./emulator.mjs').Emulator} Emulator */
/** @typedef {import('./seed/options.mjs').Environment} Environment */
/** @typedef {import('./proxy.mjs').Fault} Fault */
/** @typedef {import('./amplify-hosting.mjs').Hosting} Hosting */
/** @typedef {import('./proxy.mjs').Proxy} Proxy */
/** @typedef {import('./seed/options.mjs').RoleKind} RoleKind */
/** @typedef {import('./proxy.mjs').Rule} Rule */
/** @typedef {import('./seed/options.mjs').SeedOptions} SeedOptions */
/** @typedef {import('./proxy.mjs').Sessions} Sessions */
