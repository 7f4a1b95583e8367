// @ts-check
// act runs a copy of this file, from where node_modules would not be found; so the work is done by the original's neighbor.
await import(process.env['TESTBED_DOWNLOAD_ARTIFACT'] ?? '');
