import { Agent as BaseAgent, type AgentConnectOpts } from 'agent-base';
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';

/** An agent that goes through the proxy of the environment, host by host. */
export function environmentProxyAgent(): BaseAgent {
  return new EnvironmentProxyAgent({ keepAlive: true });
}

class EnvironmentProxyAgent extends BaseAgent {
  readonly #direct = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  readonly #proxied = new Map<string, HttpAgent>();

  override connect(request: ClientRequest, options: AgentConnectOpts): HttpAgent {
    const scheme = options.secureEndpoint ? 'https' : 'http';
    const host = request.getHeader('host');
    const proxy = getProxyForUrl(`${scheme}://${typeof host === 'string' ? host : (options.host ?? '')}`);
    if (proxy === '') return this.#direct[scheme];
    const key = `${scheme} ${proxy}`;
    const agent =
      this.#proxied.get(key) ??
      (scheme === 'https'
        ? new HttpsProxyAgent(proxy, { keepAlive: true })
        : new HttpProxyAgent(proxy, { keepAlive: true }));
    this.#proxied.set(key, agent);
    return agent;
  }
}
