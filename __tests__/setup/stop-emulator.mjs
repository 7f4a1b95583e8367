export default async function stop() {
  await /** @type {any} */ (globalThis).__EMULATOR__?.stop();
}
