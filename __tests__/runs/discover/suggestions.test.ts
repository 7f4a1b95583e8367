import { describe, expect, test } from '@jest/globals';
import type { Person } from '../../../src/ports/person.ts';
import { makeRecorded, putFolder } from '../../helpers/golden-folder.ts';
import { Shop } from '../../helpers/shop.ts';
import { switchedOn } from '../../helpers/switched-on.ts';

const MANIFEST = 'amplify-auth.yml';
const text = (shop: Shop) => shop.workspace.files.get(MANIFEST) ?? '';

/** An account with the pools of several apps, and no manifest. */
function account(...names: readonly string[]): Shop {
  const shop = new Shop(...names);
  shop.workspace.files.delete(MANIFEST);
  for (const { userPoolId, nativeClientId } of shop.envs.values()) {
    const key = `${userPoolId} ${nativeClientId}`;
    shop.aws.clients.set(key, { ...shop.aws.clients.get(key)!, hasSecret: true });
  }
  return shop;
}

/** Somebody who chooses these of every list. */
function choosing(...chosen: readonly number[]): Person & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    approves: () => Promise.resolve(true),
    choose(question, options) {
      asked.push(question, ...options);
      return Promise.resolve(chosen);
    },
  };
}

async function changesOf(shop: Shop): Promise<readonly string[]> {
  const plan = await shop.run('plan');
  expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan.plan.changes.map(({ kind, env }) => `${kind} ${env}`);
}

describe('several user pools of one account are not the envs of one app', () => {
  test('they are listed as comments, and pass plan once they are switched on', async () => {
    const shop = account('dev', 'crm');
    const report = await shop.run('discover');
    expect(text(shop)).not.toMatch(/^ {2}\w/m);
    expect(report.notes.join('\n')).toContain('2 user pools could be taken over');
    shop.workspace.files.set(MANIFEST, switchedOn(text(shop)));
    expect(await changesOf(shop)).toEqual(['lock dev-pool', 'lock crm-pool']);
  });

  test('a second run leaves every byte, and one after a choice keeps the rest as comments', async () => {
    const shop = account('dev', 'crm');
    await shop.run('discover');
    const first = text(shop);
    expect((await shop.run('discover')).plan.changes).toEqual([]);
    expect(text(shop)).toBe(first);
    // People switch one on, write something of their own, and run discover again.
    const [head = '', crm = ''] = first.split(/(?=^ {2}# crm-pool)/m);
    shop.workspace.files.set(MANIFEST, `${switchedOn(head)}${crm}  # ask Jo about this one\n`);
    await shop.run('discover');
    expect(text(shop)).toMatch(/^ {2}dev-pool: # from/m);
    expect(text(shop).match(/crm-pool: # from/g)).toHaveLength(1);
    expect(text(shop)).toContain('  # ask Jo about this one\n');
    expect(await changesOf(shop)).toEqual(['lock dev-pool']);
  });

  test('somebody at a terminal is asked, and what is not chosen stays a comment', async () => {
    const shop = account('dev', 'crm');
    const person = choosing(1);
    shop.person = person;
    await shop.run('discover');
    expect(person.asked).toHaveLength(3);
    expect(person.asked[0]).toContain('111122223333');
    expect(text(shop)).toMatch(/^ {2}crm-pool: # from/m);
    expect(text(shop)).toMatch(/^ {2}# dev-pool: # from/m);
  });

  test('and which of two app clients is the web client', async () => {
    const shop = new Shop('dev');
    shop.workspace.files.delete(MANIFEST);
    const person = choosing(1);
    shop.person = person;
    await shop.run('discover');
    expect(person.asked).toEqual([
      'Which app client of eu-west-1_Pooldev (dev pool) is the web client?',
      'webdev (webdev)',
      'nativedev (nativedev)',
    ]);
    expect(text(shop)).toContain('    webClientId: "nativedev" # nativedev: chosen by you');
    expect(await changesOf(shop)).toEqual(['lock dev-pool']);
  });

  test('a manifest that knows one of them gets the others as comments', async () => {
    const shop = account('dev', 'crm');
    await shop.run('discover', { envs: 'dev-pool' });
    expect(text(shop)).not.toContain('crm');
    await shop.run('discover');
    expect(text(shop)).toMatch(/^ {2}# crm-pool: # from/m);
    expect(text(shop)).not.toMatch(/^ {2}crm-pool/m);
  });

  test('a pull request carries the comments', async () => {
    const shop = account('dev', 'crm');
    shop.repository.push('main', { 'README.md': 'x' });
    await shop.run('discover', { publish: 'pull-request', 'github-token': 'token' });
    expect(shop.repository.at('amplify-import-auth/app').get(MANIFEST)).toBe(text(shop));
  });

  test('the only one of an account is taken', async () => {
    const shop = account('dev');
    await shop.run('discover');
    expect(text(shop)).toMatch(/^ {2}dev-pool: # from/m);
  });
});

test.each(['g', 'multi-env'])(
  'all that is suggested for the folder %s passes plan once it is switched on',
  async (name) => {
    const shop = new Shop();
    shop.workspace.files.delete(MANIFEST);
    putFolder(shop, name);
    makeRecorded(shop);
    await shop.run('discover');
    const on = switchedOn(text(shop));
    expect(on).toMatch(/^outputs:$/m);
    expect(on).toMatch(/^ {4}hosting: /m);
    shop.workspace.files.set(MANIFEST, on);
    expect(await changesOf(shop)).toContainEqual(expect.stringMatching(/^file /));
  },
);
