// @ts-check
/**
 * All endpoints. The first that fits answers: those with a fixed word stand before those with a variable.
 */
import { artifactRoutes } from './artifacts.mjs';
import { branchRoutes } from './branches.mjs';
import { checkRoutes } from './checks.mjs';
import { commentRoutes } from './comments.mjs';
import { commitRoutes } from './commits.mjs';
import { contentRoutes } from './contents.mjs';
import { gitObjectRoutes } from './git-objects.mjs';
import { issueRoutes } from './issues.mjs';
import { labelRoutes } from './labels.mjs';
import { pullRoutes } from './pulls.mjs';
import { refRoutes } from './refs.mjs';
import { repositoryRoutes } from './repositories.mjs';
import { reviewRoutes } from './reviews.mjs';

export const restRoutes = [
  ...repositoryRoutes,
  ...contentRoutes,
  ...refRoutes,
  ...gitObjectRoutes,
  ...branchRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...issueRoutes,
  ...reviewRoutes,
  ...pullRoutes,
  ...artifactRoutes,
];
