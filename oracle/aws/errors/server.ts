import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How AWS answers the calls of one case. */
export interface Answer {
  /** AWS's code; left out: the answer is not AWS's, as that of a proxy. */
  readonly code?: string;
  readonly status?: number;
  readonly message?: string;
  /** How many calls are answered so before one succeeds; left out: all. */
  readonly times?: number;
  /** Only calls to this region are answered so. */
  readonly region?: string;
  /** The connection is cut instead. */
  readonly cut?: boolean;
  /** By how much AWS's clock is ahead; calls whose time is off by more than five minutes are answered so. */
  readonly aheadMs?: number;
}

export interface ErrorServer {
  readonly url: string;
  /** Has calls signed with this key answered so. */
  plan(accessKeyId: string, answer: Answer): void;
  /** How many calls were signed with the key, and for how many of them it was the region of the case. */
  calls(accessKeyId: string): number;
  close(): Promise<void>;
}

const TOLERANCE_MS = 5 * 60_000;

/** A loopback server that speaks as Cognito, IAM, STS, Lambda and Amplify do, and answers with errors. */
export async function startErrorServer(): Promise<ErrorServer> {
  const plans = new Map<string, Answer>();
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [, key = '', region] = /Credential=([^/]+)\/\d+\/([^/]+)/.exec(request.headers.authorization ?? '') ?? [];
      const plan = plans.get(key) ?? {};
      const concerned = plan.region === undefined || plan.region === region;
      if (concerned) counts.set(key, (counts.get(key) ?? 0) + 1);
      respond({ request, response, body, plan, isError: concerned && isDue(plan, counts.get(key) ?? 0, request) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan: (key, answer) => plans.set(key, answer),
    calls: (key) => counts.get(key) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}

function isDue({ times = Infinity, aheadMs }: Answer, count: number, request: IncomingMessage): boolean {
  if (aheadMs === undefined) return count <= times;
  const date = String(request.headers['x-amz-date']);
  const signed = Date.parse(date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
  return Math.abs(signed - Date.now() - aheadMs) > TOLERANCE_MS;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly plan: Answer;
  readonly isError: boolean;
}

function respond({ request, response, body, plan, isError }: Exchange): void {
  const { code, status = 400, message = 'the words of AWS', aheadMs = 0 } = plan;
  const date = new Date(Date.now() + aheadMs).toUTCString();
  const action = /Action=(\w+)/.exec(body)?.[1];
  const target = request.headers['x-amz-target'];
  const send = (as: number, type: string, text: string, headers: Readonly<Record<string, string>> = {}) => {
    response.writeHead(as, { 'content-type': type, date, ...headers }).end(text);
  };
  if (isError && plan.cut === true) response.destroy();
  else if (isError && code === undefined) send(status, 'text/html', '<html><body>Blocked by the proxy</body></html>');
  else if (isError && action !== undefined) {
    const error = `<Error><Type>Sender</Type><Code>${code ?? ''}</Code><Message>${message}</Message></Error>`;
    send(status, 'text/xml', `<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`);
  } else if (isError) {
    const text = JSON.stringify({ __type: code, message, Message: message });
    send(status, 'application/x-amz-json-1.1', text, target === undefined ? { 'x-amzn-errortype': code ?? '' } : {});
  } else if (action !== undefined) send(200, 'text/xml', xmlOf(action));
  else send(200, 'application/json', JSON.stringify(jsonOf(String(target))));
}

function xmlOf(action: string): string {
  const role =
    '<Role><Arn>arn:aws:iam::1:role/r</Arn><RoleName>r</RoleName><Path>/</Path><RoleId>AAAAAAAAAAAAAAAAA</RoleId>' +
    '<CreateDate>2020-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></Role>';
  const caller = '<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:root</Arn>';
  const result = action === 'GetRole' ? role : action === 'GetCallerIdentity' ? caller : '';
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

function jsonOf(target: string): object {
  if (target.includes('CognitoIdentityProvider')) return { UserPool: { Id: 'eu-west-1_a' } };
  if (target.includes('CognitoIdentity')) return { IdentityPoolId: 'x', IdentityPoolName: 'n' };
  return { FunctionName: 'f', app: {}, branch: {} };
}
