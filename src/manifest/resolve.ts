import type { Finding } from '../domain/finding.ts';
import type { EnvSpec, Manifest, PolicyModes, RoleToAssume } from './model.ts';
import { regionOfIdentityPool, regionOfUserPool } from '../domain/partition.ts';
import { startOf, type Place } from '../domain/place.ts';
import { RULES, type RuleId } from '../domain/rule.ts';
import { clipped, listed } from '../domain/shown.ts';
import { declaredIn, grantsOf } from '../categories/index.ts';
import { policyParts } from '../categories/policy-parts.ts';
import { decode } from './decode.ts';
import { resolveIgnore } from './ignore.ts';
import { contestedFunctions } from './contested-functions.ts';
import { inherit, merge } from './inherit.ts';
import { counted, MANIFEST_LIMITS } from './limits.ts';
import { nearest } from './nearest.ts';
import { outputTargets } from './output-paths.ts';
import { namesAccount, placeholderValues, PLACEHOLDERS, substitute } from './placeholders.ts';
import { readYaml } from './read-yaml.ts';
import { envSchema, headSchema, NAME, type EnvValues, type ManifestHead } from './schema.ts';
import type { SourceMap, SourceNode } from '../domain/source.ts';
import { entryOf, keyPlaceAt, placeAt, withEntry } from './source-node.ts';
import { Spent } from './spent.ts';

export interface ResolvedManifest {
  /** Undefined where nothing can be done with the file. */
  readonly manifest: Manifest | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Reads a manifest's text: syntax, schema, inheritance, placeholders, and what can be judged without AWS. `today` is the day in
 * UTC as `YYYY-MM-DD`: entries of `ignore` are dated.
 */
export function resolveManifest(text: string, file: string, today: string): ResolvedManifest {
  const { manifest, findings } = resolved(text, file, today);
  if (findings.length <= MANIFEST_LIMITS.maxFindings) return { manifest, findings };
  const shown = counted(MANIFEST_LIMITS.maxFindings);
  const message = `the manifest has more than ${shown} problems; these are the first ${shown}`;
  const hint = 'Fix what they have in common, and run again.';
  const rest = fault('manifest/limits', null, startOf(file), message, hint);
  return { manifest: undefined, findings: [rest, ...findings.slice(0, MANIFEST_LIMITS.maxFindings)] };
}

function resolved(text: string, file: string, today: string): ResolvedManifest {
  const yaml = readYaml(text, file);
  if (yaml.root === undefined) return { manifest: undefined, findings: yaml.findings };
  if (yaml.root.kind !== 'map') {
    const finding = fault(
      'manifest/schema',
      null,
      yaml.root.place,
      'a manifest is a mapping',
      'Begin with `version: 1`.',
    );
    return { manifest: undefined, findings: [...yaml.findings, finding] };
  }
  const root = yaml.root;

  const headNode = withEntry(withEntry(root, 'envs', undefined), 'defaults', undefined);
  const head = decode(headNode, headSchema, { env: null, keyPlace: startOf(file), name: '' });

  const named = namedEnvs(root, file);
  const defaults = defaultsOf(root);
  const early = [...yaml.findings, ...head.findings, ...named.findings, ...defaults.findings];
  const beyond = (message: string, place: Place, hint: string): ResolvedManifest => ({
    manifest: undefined,
    findings: [...early, fault('manifest/limits', null, place, message, hint)],
  });
  const envsPlace = entryOf(root, 'envs')?.key ?? startOf(file);
  if (named.envs.size > MANIFEST_LIMITS.maxEnvs) {
    const message = `the manifest has ${counted(named.envs.size)} envs; at most ${counted(MANIFEST_LIMITS.maxEnvs)} are read`;
    return beyond(message, envsPlace, 'Write several manifests, each with a `project` of its own.');
  }
  const spent = new Spent(MANIFEST_LIMITS.maxValues);
  const tooLarge = (place: Place) => {
    const message = `the envs hold more than ${counted(MANIFEST_LIMITS.maxValues)} values once \`extends\` and \`defaults\` are worked in`;
    return beyond(message, place, 'Write several manifests, or write less into what all envs share.');
  };
  let over: Place | undefined;
  const inherited = inherit(named.envs, (nodes, at) => {
    if (spent.takes(nodes)) return true;
    over = at.value.place;
    return false;
  });
  if (over !== undefined) return tooLarge(over);
  const findings = [...early, ...inherited.findings];

  const envs: ReturnType<typeof resolveEnv>[] = [];
  for (const [name, { node, broken }] of inherited.envs) {
    const keyPlace = entryOf(entryOf(root, 'envs')?.value, name)?.key ?? startOf(file);
    if (!spent.takes(defaults.node === undefined ? [node] : [defaults.node, node])) return tooLarge(keyPlace);
    const env = resolveEnv({ name, keyPlace, own: node, broken, defaults: defaults.node, head: head.value });
    envs.push(env);
    for (const finding of env.findings) findings.push(finding);
    if (findings.length > MANIFEST_LIMITS.maxFindings) return { manifest: undefined, findings };
  }
  for (const finding of contestedFunctions(envs.map(({ spec }) => spec))) findings.push(finding);

  const names = envs.flatMap(({ spec }) => (spec.managedBy === undefined ? [spec.name] : []));
  const parts = new Map(envs.map(({ spec }) => [spec.name, policyParts(spec)]));
  const partsOf = (name: string) => parts.get(name) ?? [];
  const outputs = outputTargets(head.value?.outputs ?? [], names, partsOf, { file, source: root });
  for (const finding of outputs.findings) findings.push(finding);

  if (outputs.outputs.some(({ format }) => format === 'amplify-cli')) {
    for (const { spec } of envs.filter(({ spec: { name } }) => !AMPLIFY_ENV.test(name))) {
      const message = `the env name "${spec.name}" is none that the Amplify CLI takes`;
      const hint = 'With an `amplify-cli` output names have 2 to 10 lower-case letters, as in the Amplify project.';
      findings.push(fault('manifest/schema', spec.name, spec.keyPlace, message, hint));
    }
  }

  const ignore = resolveIgnore(
    head.value?.ignore ?? [],
    root,
    today,
    (place, message, hint, rule: RuleId = 'manifest/schema') => {
      findings.push(fault(rule, null, place, message, hint));
    },
  );

  if (head.value === undefined) return { manifest: undefined, findings };
  const { project, resourceName } = head.value;
  const faulty = new Set(findings.filter(({ severity }) => severity === 'error').map(({ env }) => env));
  const manifest: Manifest = {
    file,
    text,
    project,
    resourceName: resourceName ?? `${project.replace(/[^A-Za-z0-9]/g, '')}auth`,
    outputs: outputs.outputs,
    faulty: faulty.has(null),
    envs: envs.map(({ spec }) => ({ ...spec, faulty: spec.faulty || faulty.has(spec.name) })),
    accounts: Object.values(head.value.accounts ?? {}).map((account) => {
      return { id: account.id, roleToAssume: roleOf(account.roleToAssume) };
    }),
    ignore,
    envsPlace,
    source: root,
  };
  return { manifest, findings };
}

/** Source: Amplify Docs (Gen 1), "Multiple environments": 2 to 10 characters, lower-case letters only. */
const AMPLIFY_ENV = /^[a-z]{2,10}$/;

function namedEnvs(
  root: SourceMap,
  file: string,
): { envs: ReadonlyMap<string, SourceMap>; findings: readonly Finding[] } {
  const entry = entryOf(root, 'envs');
  const envs = new Map<string, SourceMap>();
  if (entry?.value.kind !== 'map' || entry.value.entries.size === 0) {
    const place = entry === undefined ? startOf(file) : entry.value.kind === 'map' ? entry.key : entry.value.place;
    const message = entry === undefined ? '"envs" is missing' : '"envs" must be a mapping of env names';
    return {
      envs,
      findings: [fault('manifest/schema', null, place, message, 'Write at least one env below `envs:`.')],
    };
  }
  const findings: Finding[] = [];
  for (const [name, { key, value }] of entry.value.entries) {
    if (!NAME.test(name)) {
      const hint =
        'Names have letters, digits and hyphens, begin with a letter or digit, and are at most 40 characters long.';
      findings.push(fault('manifest/schema', null, key, `the env name "${clipped(name)}" is not allowed`, hint));
    } else if (value.kind === 'map') {
      envs.set(name, value);
    } else if (value.kind === 'scalar' && value.value === null) {
      envs.set(name, { kind: 'map', place: key, entries: new Map() });
    } else {
      findings.push(
        fault('manifest/schema', name, value.place, `envs.${name} must be a mapping`, 'Write its ids below it.'),
      );
    }
  }
  return { envs, findings };
}

function defaultsOf(root: SourceMap): { node: SourceMap | undefined; findings: readonly Finding[] } {
  const entry = entryOf(root, 'defaults');
  if (entry === undefined || entry.value.kind === 'map')
    return { node: entry?.value as SourceMap | undefined, findings: [] };
  if (entry.value.kind === 'scalar' && entry.value.value === null) return { node: undefined, findings: [] };
  const message = '"defaults" must be a mapping';
  return {
    node: undefined,
    findings: [fault('manifest/schema', null, entry.value.place, message, 'Write the keys of an env.')],
  };
}

interface EnvSource {
  readonly name: string;
  readonly keyPlace: Place;
  readonly own: SourceMap;
  readonly broken: boolean;
  readonly defaults: SourceMap | undefined;
  readonly head: ManifestHead | undefined;
}

function resolveEnv(source: EnvSource): { spec: EnvSpec; findings: readonly Finding[] } {
  const { name, keyPlace, head } = source;
  const { node, findings: unknown } = withPlaceholders(source);
  const decoded = decode<EnvValues>(node, envSchema, { env: name, keyPlace, name: `envs.${name}` });
  // What a text means without its placeholder is no question any more.
  const reported = new Set(unknown.map(({ place }) => place));
  const findings = [...unknown, ...decoded.findings.filter(({ place }) => !reported.has(place))];
  const values = decoded.value ?? {};
  const unusable = new Set(decoded.unusable);
  const at = (key: string) => placeAt(node, [key], keyPlace);

  const isOurs = values.managedBy === undefined;
  if (isOurs && values.userPoolId === undefined && !unusable.has('userPoolId') && !source.broken) {
    const hint = 'Write the id of the Cognito user pool, such as eu-west-1_AbCdEfGhI.';
    findings.push(fault('manifest/schema', name, keyPlace, `"userPoolId" is missing in envs.${name}`, hint));
    unusable.add('userPoolId');
  }

  const account = accountOf(values, head, (message, hint) => {
    findings.push(fault('manifest/schema', name, at('account'), message, hint));
    unusable.add('account');
  });

  const poolRegion = values.userPoolId && regionOfUserPool(values.userPoolId);
  const identityRegion = values.identityPoolId && regionOfIdentityPool(values.identityPoolId);
  if (values.region !== undefined && poolRegion !== undefined && values.region !== poolRegion) {
    const message = `region says ${values.region}, and the user pool ${values.userPoolId} is in ${poolRegion}`;
    findings.push(
      fault('manifest/region-mismatch', name, at('region'), message, 'Leave `region` out: it follows the pool.'),
    );
  } else if (identityRegion !== undefined && identityRegion !== (values.region ?? poolRegion ?? identityRegion)) {
    const message = `the identity pool is in ${identityRegion}, and the user pool in ${poolRegion ?? values.region}`;
    const hint = 'Amplify needs both in one region: name an identity pool of the same region as the user pool.';
    const place = values.region === undefined ? at('identityPoolId') : at('region');
    findings.push(fault('manifest/region-mismatch', name, place, message, hint));
    unusable.add('identityPoolId');
  }

  for (const [group, place] of ungroundedGroups(values, node)) {
    const message = `the group "${group}" is given rights, and \`groups\` names no role for it`;
    findings.push(fault('manifest/schema', name, place, message, `Add its role ARN as envs.${name}.groups.${group}.`));
  }

  const spec: EnvSpec = {
    name,
    keyPlace,
    region: poolRegion ?? values.region ?? identityRegion,
    accountId: account.id,
    roleToAssume: account.roleToAssume,
    userPoolId: values.userPoolId,
    webClientId: values.webClientId,
    nativeClientId: values.nativeClientId,
    identityPoolId: unusable.has('identityPoolId') ? undefined : values.identityPoolId,
    guest: values.guest,
    authRoleArn: values.authRoleArn,
    guestRoleArn: values.guestRoleArn,
    groups: new Map(Object.entries(values.groups ?? {})),
    profile: values.profile ?? head?.profile ?? 'amplify',
    policies: modesOf(values.policies, modesOf(head?.policies, MANAGED)),
    categories: values.categories ?? {},
    lambdas: values.lambdas ?? [],
    managedBy: values.managedBy,
    protect: values.protect ?? false,
    environment: values.environment,
    hosting: values.hosting,
    unusable,
    faulty: source.broken || findings.some((finding) => finding.severity === 'error'),
    source: node,
  };
  return { spec, findings };
}

/** Groups that a category names and `groups` does not, with the place of the first mention. */
function ungroundedGroups(values: EnvValues, node: SourceMap): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  for (const declared of declaredIn(values.categories ?? {})) {
    const { category, index } = declared;
    for (const { path, grants } of grantsOf(declared)) {
      for (const group of Object.keys(grants.groups ?? {})) {
        if (found.has(group) || Object.hasOwn(values.groups ?? {}, group)) continue;
        const at = ['categories', category.name, index, ...path, 'groups', group];
        found.set(group, keyPlaceAt(node, at, node.place));
      }
    }
  }
  return found;
}

/** Keys whose strings may hold `{env}`, `{project}`, `{accountId}` and `{region}` outside of `defaults`. */
const WITH_PLACEHOLDERS = ['categories', 'lambdas', 'roleToAssume'];

function withPlaceholders({ name, own, defaults, head }: EnvSource): {
  readonly node: SourceMap;
  readonly findings: readonly Finding[];
} {
  const merged = defaults === undefined ? own : merge(defaults, own);
  const values = placeholderValues(name, merged, head);
  // An env that is Amplify's own needs no account, and what it inherits is not used.
  const needsAccount = entryOf(merged, 'managedBy') === undefined && !namesAccount(merged);
  const found = new Map<SourceNode, Finding>();
  const leftOver = (node: SourceNode, placeholder: string) => {
    if (found.has(node)) return;
    const known = PLACEHOLDERS.find((one) => one === placeholder);
    // Where the project or the region are missing, that is reported itself.
    if (known === undefined) found.set(node, unknownPlaceholder(name, node.place, placeholder));
    else if (known === 'accountId' && needsAccount) found.set(node, withoutAccount(name, node.place));
  };
  const under = defaults === undefined ? undefined : (substitute(defaults, values, leftOver) as SourceMap);
  let over = own;
  for (const key of WITH_PLACEHOLDERS) {
    const entry = entryOf(own, key);
    if (entry !== undefined)
      over = withEntry(over, key, { key: entry.key, value: substitute(entry.value, values, leftOver) });
  }
  const node = under === undefined ? over : merge(under, over);
  if (found.size === 0) return { node, findings: [] };
  // What the env writes anew in place of a default is no matter of the default any more.
  const kept = placesIn(node);
  return { node, findings: [...found.values()].filter(({ place }) => kept.has(place)) };
}

function placesIn(node: SourceNode, found = new Set<Place>()): ReadonlySet<Place> {
  if (node.kind === 'scalar') found.add(node.place);
  else if (node.kind === 'list') for (const item of node.items) placesIn(item, found);
  else for (const { value } of node.entries.values()) placesIn(value, found);
  return found;
}

function unknownPlaceholder(env: string, place: Place, placeholder: string): Finding {
  const near = nearest(placeholder, PLACEHOLDERS);
  const known = `Known placeholders: ${PLACEHOLDERS.map((one) => `{${one}}`).join(', ')}.`;
  const hint = near === undefined ? known : `Did you mean "{${near}}"? ${known}`;
  return fault('manifest/schema', env, place, `the placeholder {${clipped(placeholder)}} is not known`, hint);
}

function withoutAccount(env: string, place: Place): Finding {
  const hint = `Write \`accountId\` or \`account\` in envs.${env}.`;
  return fault('manifest/schema', env, place, 'the placeholder {accountId} has no value here', hint);
}

function accountOf(
  values: EnvValues,
  head: ManifestHead | undefined,
  complain: (message: string, hint: string) => void,
): { id: string | undefined; roleToAssume: RoleToAssume | undefined } {
  const accounts = head?.accounts ?? {};
  const own = roleOf(values.roleToAssume);
  if (values.account === undefined) return { id: values.accountId, roleToAssume: own };
  const account = Object.hasOwn(accounts, values.account) ? accounts[values.account] : undefined;
  if (account === undefined) {
    const known = Object.keys(accounts);
    const near = nearest(values.account, known);
    const list = known.length === 0 ? 'The manifest has no `accounts`.' : `Known accounts: ${listed(known)}.`;
    complain(
      `the account "${clipped(values.account)}" is not one of \`accounts\``,
      near === undefined ? list : `Did you mean "${near}"?`,
    );
    return { id: values.accountId, roleToAssume: own };
  }
  if (values.accountId !== undefined && values.accountId !== account.id) {
    complain(
      `account "${clipped(values.account)}" is ${account.id}, and accountId says ${values.accountId}`,
      'Keep one of the two.',
    );
  }
  return { id: account.id, roleToAssume: own ?? roleOf(account.roleToAssume) };
}

const MANAGED: PolicyModes = { auth: 'manage', guest: 'manage', groups: 'manage', lambdas: 'manage' };

/** One word stands for all kinds of roles; a kind that is not named keeps what it would have without. */
function modesOf(value: EnvValues['policies'], under: PolicyModes): PolicyModes {
  if (value === undefined) return under;
  if (typeof value === 'string') return { auth: value, guest: value, groups: value, lambdas: value };
  return {
    auth: value.auth ?? under.auth,
    guest: value.guest ?? under.guest,
    groups: value.groups ?? under.groups,
    lambdas: value.lambdas ?? under.lambdas,
  };
}

function roleOf(value: EnvValues['roleToAssume']): RoleToAssume | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { read: value, write: value, externalId: undefined };
  return { read: value.read, write: value.write ?? value.read, externalId: value.externalId };
}

function fault(rule: RuleId, env: string | null, place: Place, message: string, hint: string): Finding {
  return { rule, severity: RULES[rule].severity, message, hint, env, place };
}
