import type { RunReport } from '../../domain/report.ts';
import type { CheckId } from './checks.ts';
import { matrixOf, type Cell, type EnvRow } from './matrix.ts';
import { wordsFor } from './rights.ts';

/** More boxes than this are no picture. */
const MAX_CATEGORIES = 20;

/**
 * A Mermaid flowchart of the only env of a report: user pool → clients → identity pool → roles → categories, with what is wrong marked by its
 * sign and class. Undefined for any other number of envs.
 */
export function pictureOf(report: RunReport): string | undefined {
  const [row, ...more] = matrixOf(report);
  return row === undefined || more.length > 0 ? undefined : pictureOfEnv(row);
}

/** The same for one env of a report. */
export function pictureOfEnv({ env, cells }: EnvRow): string {
  const { config, grants = [] } = env;
  const lines: string[] = ['flowchart LR'];
  const marked = new Map<Cell, string[]>();
  const node = (id: string, check: CheckId, title: string, detail?: string | null) => {
    const cell = cells[check];
    const text = [`${SIGNS[cell]}${title}`, ...(detail ? [label(detail)] : [])].join('<br/>');
    lines.push(`  ${id}["${text}"]`);
    marked.set(cell, [...(marked.get(cell) ?? []), id]);
  };
  const edge = (from: string, to: string) => lines.push(`  ${from} --> ${to}`);
  node('pool', 'user-pool', 'user pool', config?.userPoolId);
  const isOne = config !== undefined && config.webClientId === config.nativeClientId;
  node('web', 'clients', isOne || config === undefined ? 'app client' : 'web client', config?.webClientId);
  edge('pool', 'web');
  const clients = ['web'];
  if (config !== undefined && !isOne) {
    node('native', 'clients', 'native client', config.nativeClientId);
    edge('pool', 'native');
    clients.push('native');
  }
  if (cells['identity-pool'] === 'none') return finished(lines, marked);
  node('identities', 'identity-pool', 'identity pool', config?.identityPoolId?.split(':').at(-1));
  for (const client of clients) edge(client, 'identities');
  const grantees = [...new Set(['auth', ...grants.flatMap((grant) => grant.grantees)])];
  const shown = grants.slice(0, MAX_CATEGORIES);
  grantees.forEach((grantee, index) => {
    const arn = { auth: config?.authRoleArn, guest: config?.guestRoleArn }[grantee];
    node(`role${index}`, 'roles', `role of ${label(wordsFor(grantee))}`, arn?.slice(arn.lastIndexOf('/') + 1));
    edge('identities', `role${index}`);
  });
  shown.forEach(({ category }, index) => {
    node(`category${index}`, 'policies', label(category));
  });
  grantees.forEach((grantee, role) => {
    shown.forEach((grant, index) => {
      if (grant.grantees.includes(grantee)) edge(`role${role}`, `category${index}`);
    });
  });
  return finished(lines, marked);
}

const SIGNS: Readonly<Record<Cell, string>> = {
  ok: '',
  none: '',
  error: '❌ ',
  drift: '🔀 ',
  warning: '⚠️ ',
  unchecked: '▫️ ',
};

const STYLES: Readonly<Partial<Record<Cell, string>>> = {
  error: 'stroke:#cf222e,stroke-width:3px',
  drift: 'stroke:#8250df,stroke-width:3px',
  warning: 'stroke:#bf8700,stroke-width:3px',
  unchecked: 'stroke-dasharray:4 4',
};

function finished(lines: readonly string[], marked: ReadonlyMap<Cell, readonly string[]>): string {
  const classes = [...marked].flatMap(([cell, ids]) => {
    const style = STYLES[cell];
    return style === undefined ? [] : [`  classDef ${cell} ${style}`, `  class ${ids.join(',')} ${cell}`];
  });
  return [...lines, ...classes].join('\n');
}

/** Foreign text in a label: what Mermaid, or the HTML that it makes, could take for its own is written as its character code. */
function label(text: string): string {
  const line = text.replace(/\s+/g, ' ').slice(0, 80);
  return line.replace(/[^A-Za-z0-9 ._:/=+@-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
