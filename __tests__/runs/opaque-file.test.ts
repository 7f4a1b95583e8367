import { beforeEach, expect, test } from '@jest/globals';
import { Shop } from '../helpers/shop.ts';

const FILE = 'src/aws-exports.js';
// What is in it shows only once it is run, and it is not ours to run.
const OPAQUE = "import { mine } from '../steps/mine.js';\nexport default { ...mine };\n";

let shop: Shop;

beforeEach(async () => {
  shop = new Shop('dev');
  const text = shop.workspace.files.get('amplify-auth.yml')!;
  const output = `  - {format: aws-exports, path: "${FILE}", env: dev}\n`;
  shop.workspace.files.set('amplify-auth.yml', text.replace('envs:\n', `${output}envs:\n`));
  expect((await shop.run('apply')).result).toBe('success');
  // It is ours by the lock, and somebody has rewritten it since.
  shop.workspace.files.set(FILE, OPAQUE);
});

test('a file that cannot be understood is left unchanged, with all of its env', async () => {
  const report = await shop.run('apply');
  expect(report.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['error manifest/output-path']);
  expect(report.findings[0]?.message).toContain(`${FILE} cannot be understood`);
  expect(shop.workspace.files.get(FILE)).toBe(OPAQUE);
});

test.each([
  ['adopted', { adopt: 'true' }, OPAQUE],
  ['empty', {}, ''],
  ['with keys of the owner', {}, 'export default { mine: 1 };\n'],
])('%s: it is written', async (_, inputs, text) => {
  shop.workspace.files.set(FILE, text);
  const report = await shop.run('apply', inputs);
  expect(report.findings).toEqual([]);
  expect(shop.workspace.files.get(FILE)).toContain('aws_user_pools_id');
  expect(shop.workspace.files.get(FILE)?.includes('"mine": 1')).toBe(text.includes('mine: 1'));
});
