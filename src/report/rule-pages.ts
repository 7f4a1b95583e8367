import type { RuleId } from '../domain/rule.ts';

/** Where this action lives on GitHub. */
export const HOME = 'https://github.com/org/amplify-import-auth';

/** The folder with one page per rule: `docs/rules/trust/audience.md`. */
const RULE_PAGES = `${HOME}/blob/main/docs/rules`;

/** The page of a rule: what it means, why it matters, how to fix it. SARIF, annotations and tables link to the same one. */
export function rulePage(rule: RuleId): string {
  return `${RULE_PAGES}/${rule}.md`;
}
