// @ts-check
/**
 * Repositories, people and the rate limit.
 */
import { ok, notFound } from '../http/answers.mjs';
import { requirePerson } from '../http/access.mjs';
import { route } from '../http/routes.mjs';
import { accountJson } from './shapes/accounts.mjs';
import { fullRepositoryJson } from './shapes/repositories.mjs';

export const repositoryRoutes = [
  route('GET /repos/{owner}/{repo}', { docs: 'repos/repos#get-a-repository' }, ({ repository, token }) =>
    ok(fullRepositoryJson(repository, token)),
  ),
  route('GET /user', { docs: 'users/users#get-the-authenticated-user' }, ({ world, token }) =>
    ok(accountJson(world, requirePerson(token).account)),
  ),
  route('GET /users/{login}', { docs: 'users/users#get-a-user' }, ({ world, params: { login = '' } }) => {
    const account = world.accounts.find(login);
    if (!account) {
      throw notFound();
    }
    return ok(accountJson(world, account));
  }),
  route(
    'GET /repos/{owner}/{repo}/collaborators/{login}/permission',
    { permission: 'metadata:read', docs: 'collaborators/collaborators#get-repository-permissions-for-a-user' },
    ({ world, repository, params: { login = '' } }) => {
      const account = world.accounts.find(login);
      if (!account) {
        throw notFound();
      }
      const isOwner = account === repository.owner;
      const permission = isOwner ? 'admin' : repository.collaborators.includes(login) ? 'write' : 'read';
      return ok({ permission, role_name: permission, user: accountJson(world, account) });
    },
  ),
];
