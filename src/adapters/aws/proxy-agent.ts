import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

const KEEP = { keepAlive: true } as const;

/** Agents that go through the proxy of the environment, host by host. */
export function environmentProxyAgents(): { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent } {
  return {
    httpAgent: choosing(new HttpAgent(KEEP), 'http', (proxy) => new HttpProxyAgent(proxy, KEEP)),
    httpsAgent: choosing(new HttpsAgent(KEEP), 'https', (proxy) => new HttpsProxyAgent(proxy, KEEP)),
  };
}

/** What Node calls for each request, before its head is written; the types leave it out. */
interface Requestable {
  addRequest(request: ClientRequest, options: { readonly host?: string }): void;
}

/**
 * Hands the requests on to the agent of their proxy. It has to happen in `addRequest`: an agent that is asked later can put the whole
 * URL into a head that opens a connection, but not into one that goes out over a connection that is open already.
 */
function choosing<T extends HttpAgent>(direct: T, scheme: 'http' | 'https', proxied: (url: string) => HttpAgent): T {
  const agents = new Map<string, Requestable>();
  const goDirectly = (direct as unknown as Requestable).addRequest.bind(direct);
  const addRequest: Requestable['addRequest'] = (request, options) => {
    const host = request.getHeader('host');
    const proxy = getProxyForUrl(`${scheme}://${typeof host === 'string' ? host : (options.host ?? '')}`);
    if (proxy === '') {
      goDirectly(request, options);
      return;
    }
    const agent = agents.get(proxy) ?? (proxied(proxy) as unknown as Requestable);
    agents.set(proxy, agent);
    agent.addRequest(request, { ...options, secureEndpoint: scheme === 'https' } as typeof options);
  };
  (direct as unknown as Requestable).addRequest = addRequest;
  return direct;
}
