import { problem, type Judgement, type Rule } from '../rule.ts';
import { judgeClients } from './subjects.ts';

/** Tokens come back to these URLs: over http anybody on the way can read them. */
export const callbackUrls: Rule = {
  id: 'client/callback-urls',
  judge: (view) =>
    judgeClients(view, ({ title, client, place }): readonly Judgement[] => {
      const open = [...new Set([...client.callbackUrls, ...client.logoutUrls])].filter(isOpen);
      if (open.length === 0) return [];
      const message = `the ${title} ${client.id} has URLs that are not https: ${open.join(', ')}`;
      return [problem(place, message, 'Use https; http is only for localhost, and apps have schemes of their own.')];
    }),
};

function isOpen(text: string): boolean {
  if (!/^http:/i.test(text)) return false;
  const host = URL.canParse(text) ? new URL(text).hostname : '';
  return host !== 'localhost' && !host.endsWith('.localhost') && host !== '127.0.0.1' && host !== '[::1]';
}
