import { isDrift } from '../domain/rule.ts';
import { keepIssue } from '../publish/drift-issue.ts';
import { marker } from '../publish/marker.ts';
import { forManifest } from '../report/for-manifest.ts';
import { contextOf } from '../report/texts/context.ts';
import { issueOf } from '../report/texts/issue.ts';
import type { Reporter } from './reporter.ts';

/** One issue a project, as long as something has drifted; leaves the number of the first that is open. */
export const driftIssue: Reporter = {
  what: 'the issue',
  stage: 'github',
  permission: 'issues: write',
  applies: ({ readable, inputs }) => (readable.collected ?? readable.command) === 'drift' && inputs.driftIssue,
  async report({ readable, manifests, inputs }, { github, runtime }) {
    const { issues, comments } = await github();
    const context = contextOf(runtime.trigger, runtime.kind);
    let open: number | undefined;
    for (const manifest of manifests) {
      const own = forManifest(readable, manifest.file);
      const looked =
        own.envs.length === manifest.envs.length && inputs.envs.length === 0 && inputs.excludeEnvs.length === 0;
      const number = await keepIssue(
        {
          marker: marker('drift', manifest.project),
          title: `Drift in ${manifest.project}`,
          body: (before) => issueOf(own, { ...context, today: runtime.today(), before }),
          drifted: own.findings.some(({ rule, ignored }) => isDrift(rule) && ignored === undefined),
          complete: looked && own.unchecked.length === 0 && own.incomplete === undefined,
        },
        issues,
        async (issue, text) => {
          await comments.create(issue, text);
        },
      );
      open ??= number;
    }
    return { issue: open };
  },
};
