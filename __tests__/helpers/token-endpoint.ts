import { listen } from './http-server.ts';

/** GitHub's endpoint for OIDC tokens of a job. */
export interface TokenEndpoint {
  /** The variables of a job that has `id-token: write`. */
  readonly env: Record<string, string>;
  /** Audiences that tokens were asked for. */
  readonly audiences: (string | null)[];
  /** Tokens that were handed out, and the one that they are asked for with. */
  readonly secrets: readonly string[];
  /** Answers with this status instead of a token. */
  status: number;
  /** Gives no answer at all. */
  hangs: boolean;
  close(): Promise<void>;
}

/** Hands out tokens of the repository `octo/demo`: unsigned, which the emulator does not mind. */
export async function startTokenEndpoint(subject = 'repo:octo/demo:ref:refs/heads/main'): Promise<TokenEndpoint> {
  const secrets = ['request-token-1f6d2c'];
  const audiences: (string | null)[] = [];
  const { url, close } = await listen((request, answer) => {
    const { searchParams } = new URL(request.url ?? '', url);
    const audience = searchParams.get('audience');
    audiences.push(audience);
    if (endpoint.hangs) return;
    if (request.headers.authorization !== `Bearer ${secrets[0]!}`) answer.writeHead(401).end();
    else if (endpoint.status !== 200) answer.writeHead(endpoint.status).end();
    else {
      const value = token({ iss: 'https://token.actions.githubusercontent.com', sub: subject, aud: audience });
      secrets.push(value);
      answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ count: 1, value }));
    }
  });
  const endpoint: TokenEndpoint = {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: secrets[0]!,
    },
    audiences,
    secrets,
    status: 200,
    hangs: false,
    close,
  };
  return endpoint;
}

function token(claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode({ exp: 9_999_999_999, jti: Math.random(), ...claims })}.c2lnbmF0dXJl`;
}
