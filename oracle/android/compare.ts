// npm run oracle:android: Android's own decoders read every file for Android that golden cases and odd pools lead to.
import { androidFiles } from './files.ts';
import { decode, install, missingTools } from './decoder.ts';
import { faultsOf, reasonFor } from './judge.ts';
import { selfTest } from './self-test.ts';

const missing = missingTools();
if (missing.length > 0) {
  console.error(`Missing: ${missing.join(', ')}. A JDK (17 or newer) and Maven are needed.`);
  process.exit(2);
}
const installed = install();
const files = androidFiles();
const reads = decode(
  installed,
  files.map(({ kind, text }) => [kind, text] as const),
);
const found = files.flatMap((file, index) =>
  faultsOf(file, reads[index] ?? {}).map((fault) => ({
    text: `${file.name}, ${file.kind} (${file.by}): ${fault}`,
    reason: reasonFor(file, fault),
  })),
);
const faults = found.flatMap(({ text, reason }) => (reason === undefined ? [text] : []));
const reasons = [...new Set(found.flatMap(({ reason }) => reason ?? []))].toSorted();
const missed = selfTest(installed);
for (const fault of faults) console.error(`DIFFERS  ${fault}`);
for (const one of missed) console.error(`MISSED   ${one}`);
for (const one of reasons) console.log(`expected ${found.filter(({ reason }) => reason === one).length} times: ${one}`);
console.log(
  `${files.length} files read by Android's own code, ${faults.length} differ; spoiled files missed: ${missed.length}`,
);
process.exitCode = faults.length + missed.length > 0 ? 1 : 0;
