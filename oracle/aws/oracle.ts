// npm run oracle:aws [-- JUDGE …] [--accept]: the product by judges that others wrote. See README.md.
import { parseArgs } from 'node:util';
import type { Compared } from './compared.ts';
import { compareEmulators } from './emulators/compare.ts';
import { compareErrors } from './errors/compare.ts';
import { compareModels } from './models/compare.ts';
import { compareStatements } from './statements/compare.ts';

type Judge = (accept: boolean) => Promise<Compared>;

const JUDGES: Readonly<Record<string, readonly [what: string, run: Judge]>> = {
  statements: ['statements by the Service Authorization Reference', compareStatements],
  models: ["what the adapters read by AWS's own service models", compareModels],
  errors: ["adapters by a table of AWS's errors", () => compareErrors()],
  emulators: ['the main job on moto and on the emulator of the test bed', () => compareEmulators()],
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { accept: { type: 'boolean' } } });
const unknown = positionals.filter((name) => !Object.hasOwn(JUDGES, name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are ${Object.keys(JUDGES).join(', ')}.`);
  process.exit(2);
}

let failed = 0;
for (const [name, [what, run]] of Object.entries(JUDGES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const { checked, faults } = await run(values.accept ?? false);
  console.log(`${faults.length === 0 ? 'same   ' : 'DIFFERS'} ${name}: ${what} (${checked} checked)`);
  for (const fault of faults) console.log(`  ${fault}`);
  failed += faults.length;
}
process.exitCode = failed > 0 ? 1 : 0;
