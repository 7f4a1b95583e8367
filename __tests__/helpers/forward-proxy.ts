import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { listen } from './http-server.ts';

/** What a client asked a forward proxy for. */
export interface ProxiedRequest {
  /** `CONNECT` for a tunnel. */
  readonly method: string;
  /** An absolute URL; for a tunnel, host and port. */
  readonly target: string;
  readonly authorization: string | undefined;
}

export interface ForwardProxy {
  readonly url: string;
  readonly requests: ProxiedRequest[];
  /** While it is set, every request is answered with this status. */
  refuse: number | undefined;
  close(): Promise<void>;
}

/**
 * A proxy as companies have them: plain requests by their absolute URL, all else through a tunnel. `route` finds the servers of
 * names that are none here.
 */
export async function startForwardProxy(
  route: (target: URL) => { readonly hostname: string; readonly port: string } = (target) => target,
): Promise<ForwardProxy> {
  const requests: ProxiedRequest[] = [];
  const { url, server, close } = await listen((incoming, answer) => {
    const target = incoming.url ?? '';
    const { 'proxy-authorization': authorization, ...headers } = incoming.headers;
    requests.push({ method: incoming.method ?? '', target, authorization });
    if (proxy.refuse !== undefined) {
      answer.writeHead(proxy.refuse).end();
      return;
    }
    const outgoing = httpRequest(target, { method: incoming.method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.writeHead(502).end());
    incoming.pipe(outgoing);
  });
  server.on('connect', (incoming, socket) => {
    const target = incoming.url ?? '';
    requests.push({ method: 'CONNECT', target, authorization: incoming.headers['proxy-authorization'] });
    const { hostname, port } = route(new URL(`http://${target}`));
    const tunnel = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    for (const end of [tunnel, socket])
      end.on('error', () => {
        [tunnel, socket].forEach((each) => each.destroy());
      });
  });
  const proxy: ForwardProxy = { url, requests, refuse: undefined, close };
  return proxy;
}
