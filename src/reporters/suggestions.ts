import { rulesOf } from '../interface/events.ts';
import { keepSuggestions } from '../publish/suggestions.ts';
import { suggestionPrefix, suggestionsOf } from '../report/suggestions.ts';
import type { Reporter } from './reporter.ts';

/** Changes of the manifest, offered on its lines in the pull request. */
export const suggestions: Reporter = {
  what: 'the suggestions',
  stage: 'github',
  permission: 'pull-requests: write',
  applies: ({ inputs, manifests }, runtime) =>
    runtime.trigger.pullRequest !== undefined &&
    rulesOf(runtime).comments &&
    inputs.suggestions &&
    manifests.length > 0,
  async report({ readable, manifests }, { github, runtime }) {
    const { number: pullRequest, headSha: commit } = runtime.trigger.pullRequest ?? { number: 0, headSha: '' };
    const { reviewComments } = await github();
    for (const { file, text, project } of manifests) {
      const own = readable.findings.filter(({ place }) => place.file === file);
      const prefix = suggestionPrefix(project, readable.command);
      const wanted = suggestionsOf(own, text.split(/\r?\n/), project, readable.command);
      await keepSuggestions({ pullRequest, commit, prefix, suggestions: wanted }, reviewComments);
    }
    return {};
  },
};
