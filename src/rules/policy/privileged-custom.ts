import type { Grantee } from '../../categories/category.ts';
import { custom, type CustomEntry } from '../../categories/custom.ts';
import { excessOf } from '../../categories/custom-excess.ts';
import { declaredIn, granteesOf } from '../../categories/index.ts';
import { firstWritten, problem, type EnvView, type Judgement } from '../rule.ts';

const HINT = [
  'Name the single actions and the resources that the app needs: each with its region, account and at least the beginning of its name,',
  'such as arn:aws:dynamodb:eu-west-1:111122223333:table/notes. `*` is only for actions that take no resource, such as ses:SendEmail.',
].join(' ');

/**
 * Custom statements that go too far. Those of groups are judged, too: what an administrators' group may do beyond its app is not for
 * this action to hand out.
 */
export function judgeCustom({ env }: EnvView): readonly Judgement[] {
  return declaredIn({ custom: env.categories.custom }).flatMap((declared): readonly Judgement[] => {
    const entry = declared.entry as CustomEntry;
    const place = firstWritten(env, ['categories', custom.name, declared.index]);
    return granteesOf(declared).flatMap((grantee): readonly Judgement[] => {
      const excess = [...new Set(custom.statements(entry, grantee).flatMap(excessOf))];
      if (excess.length === 0) return [];
      const message = `custom "${entry.name}" would allow ${titleOf(grantee)} ${excess.join(', ')}`;
      return [problem(place, message, HINT)];
    });
  });
}

function titleOf(grantee: Grantee): string {
  if (grantee.kind === 'group') return `the group "${grantee.name}"`;
  return grantee.kind === 'auth' ? 'signed-in users' : 'guests';
}
