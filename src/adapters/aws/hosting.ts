import { AmplifyClient, GetAppCommand, GetBranchCommand } from '@aws-sdk/client-amplify';
import type { Hosting } from '../../ports/aws.ts';
import type { Clients } from './clients.ts';
import { readFact } from './errors.ts';
import type { Memo } from './memo.ts';

/** Amplify Hosting. Environments of builds may hold secrets: what was not asked for by name never leaves this file. */
export function hosting({ further }: Pick<Clients, 'further'>, memo: Memo, prefix: string): Hosting {
  const client = further('amplify', (config) => new AmplifyClient(config));
  const app = (appId: string) =>
    memo.once(`app ${appId}`, () =>
      readFact('amplify:GetApp', `${prefix}apps/${appId}`, async () => {
        const { app: found } = await client.send(new GetAppCommand({ appId }));
        return found?.environmentVariables ?? {};
      }),
    );
  return {
    async variables(appId, branchName, names) {
      const ofBranch = readFact('amplify:GetBranch', `${prefix}apps/${appId}/branches/${branchName}`, async () => {
        const { branch } = await client.send(new GetBranchCommand({ appId, branchName }));
        return branch?.environmentVariables ?? {};
      });
      const [whole, own] = await Promise.all([app(appId), ofBranch]);
      if (own.state !== 'known') return own;
      if (whole.state !== 'known') return whole;
      // Source: Amplify Hosting User Guide, "Setting environment variables": a branch overrides what all branches have.
      const merged: Readonly<Record<string, string>> = { ...whole.value, ...own.value };
      const kept = names.flatMap((name) => (Object.hasOwn(merged, name) ? [[name, merged[name] ?? ''] as const] : []));
      return { state: 'known', value: Object.fromEntries(kept) };
    },
  };
}
