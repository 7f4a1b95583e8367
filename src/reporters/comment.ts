import { rulesOf } from '../interface/events.ts';
import { marker } from '../publish/marker.ts';
import { keepComment } from '../publish/sticky-comment.ts';
import { forManifest } from '../report/for-manifest.ts';
import { commentOf } from '../report/texts/comment.ts';
import { contextOf } from '../report/texts/context.ts';
import type { Reporter } from './reporter.ts';

/** One comment a project on the pull request. */
export const comment: Reporter = {
  what: 'the comment',
  stage: 'github',
  permission: 'pull-requests: write',
  applies: ({ inputs }, runtime) =>
    runtime.trigger.pullRequest !== undefined && rulesOf(runtime).comments && inputs.comment !== 'never',
  async report({ readable, manifests, inputs }, { github, runtime }) {
    const pullRequest = runtime.trigger.pullRequest?.number ?? 0;
    const { comments } = await github();
    for (const { file, project } of manifests) {
      const own = forManifest(readable, file);
      const { findings, plan, command } = own;
      const worthwhile = findings.length > 0 || plan.changes.length > 0;
      const sticky = {
        pullRequest,
        marker: marker('comment', project, command),
        body: commentOf(own, contextOf(runtime.trigger, runtime.kind)),
        worthwhile,
      };
      await keepComment(sticky, inputs.comment, comments);
    }
    return {};
  },
};
