// @ts-check
/**
 * All endpoints. The first that fits answers: those with a fixed word stand before those with a variable.
 */
import { checkRoutes } from './checks.mjs';
import { commentRoutes } from './comments.mjs';
import { commitRoutes } from './commits.mjs';
import { issueRoutes } from './issues.mjs';
import { pullRoutes } from './pulls.mjs';
import { refRoutes } from './refs.mjs';
import { repositoryRoutes } from './repository.mjs';
import { reviewCommentRoutes } from './review-comments.mjs';

export const restRoutes = [
  ...repositoryRoutes,
  ...refRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...commentRoutes,
  ...issueRoutes,
  ...reviewCommentRoutes,
  ...pullRoutes,
];
