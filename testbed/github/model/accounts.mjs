// @ts-check
/**
 * People, organisations and bots.
 */

/**
 * @typedef {object} App
 * @property {number} id
 * @property {string} slug
 * @property {string} name
 */

/**
 * @typedef {object} Account
 * @property {string} login
 * @property {number} id
 * @property {string} nodeId
 * @property {'User' | 'Bot' | 'Organization'} type
 * @property {App} [app] what acts under the name of a bot
 */

/** Ids that actions compare with are GitHub's own. */
const KNOWN = {
  'github-actions[bot]': { id: 41898282, app: { id: 15368, slug: 'github-actions', name: 'GitHub Actions' } },
  'dependabot[bot]': { id: 49699333, app: { id: 29110, slug: 'dependabot', name: 'Dependabot' } },
  'web-flow': { id: 19864447 },
};

/**
 * @typedef {object} Accounts
 * @property {(login: string, details?: { id?: number, type?: Account['type'] }) => Account} get makes the account
 *   where there is none yet; an id that is given holds from then on
 * @property {(login: string) => Account | undefined} find
 * @property {(email: string) => Account | undefined} byEmail knows GitHub's own no-reply addresses
 */

/**
 * @param {() => number} nextId
 * @returns {Accounts}
 */
export function createAccounts(nextId) {
  /** @type {Map<string, Account>} */
  const accounts = new Map();
  const find = (/** @type {string} */ login) => accounts.get(login.toLowerCase());
  /** @type {Accounts['get']} */
  const get = (login, { id, type } = {}) => {
    const existing = find(login);
    if (existing) {
      return id === undefined ? existing : Object.assign(existing, { id });
    }
    /** @type {{ id?: number, app?: App }} */
    const known = KNOWN[/** @type {keyof typeof KNOWN} */ (login)] ?? {};
    const kind = type ?? (login.endsWith('[bot]') ? 'Bot' : 'User');
    const number = id ?? known.id ?? nextId();
    const slug = login.replace(/\[bot\]$/, '');
    const app = known.app ?? (kind === 'Bot' ? { id: nextId(), slug, name: slug } : undefined);
    const nodeId = `${kind === 'Bot' ? 'BOT' : kind === 'User' ? 'U' : 'O'}_${number}`;
    /** @type {Account} */
    const account = { login, id: number, nodeId, type: kind, ...(app ? { app } : {}) };
    accounts.set(login.toLowerCase(), account);
    return account;
  };
  return {
    get,
    find,
    byEmail(email) {
      if (email === 'noreply@github.com') {
        return get('web-flow');
      }
      const login = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(email)?.[1];
      return login === undefined ? undefined : find(login);
    },
  };
}

/**
 * Under which name and address GitHub commits for an account.
 *
 * @param {Account} account
 * @returns {{ name: string, email: string }}
 */
export function gitIdentity({ login, id }) {
  return { name: login, email: `${id}+${login}@users.noreply.github.com` };
}

/** The committer of everything that is committed through the API or the web. */
export const WEB_FLOW = { name: 'GitHub', email: 'noreply@github.com' };
