import { findingOf, type Finding } from '../domain/finding.ts';
import type { Manifest } from './model.ts';
import { startOf, type Place } from '../domain/place.ts';
import type { RuleId } from '../domain/rule.ts';
import { clipped } from '../domain/shown.ts';
import { policyParts } from '../categories/policy-parts.ts';
import { decode } from './decode.ts';
import { resolveIgnore } from './ignore.ts';
import { contestedFunctions } from './contested-functions.ts';
import { inherit } from './inherit.ts';
import { counted, MANIFEST_LIMITS } from './limits.ts';
import { outputTargets } from './output-paths.ts';
import { readYaml } from './yaml/read-yaml.ts';
import { resolveEnv, roleOf } from './resolve-env.ts';
import { headSchema, NAME } from './schema.ts';
import type { SourceMap } from '../domain/source.ts';
import { entryOf, withEntry } from './source-node.ts';
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
  const rest = findingOf('manifest/limits', startOf(file), { message, hint });
  return { manifest: undefined, findings: [rest, ...findings.slice(0, MANIFEST_LIMITS.maxFindings)] };
}

function resolved(text: string, file: string, today: string): ResolvedManifest {
  const yaml = readYaml(text, file);
  if (yaml.root === undefined) return { manifest: undefined, findings: yaml.findings };
  if (yaml.root.kind !== 'map') {
    const finding = findingOf('manifest/schema', yaml.root.place, {
      message: 'a manifest is a mapping',
      hint: 'Begin with `version: 1`.',
    });
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
    findings: [...early, findingOf('manifest/limits', place, { message, hint })],
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
  const resourceName = head.value?.resourceName ?? `${(head.value?.project ?? '').replace(/[^A-Za-z0-9]/g, '')}auth`;
  const outputs = outputTargets(head.value?.outputs ?? [], names, partsOf, { file, source: root, resourceName });
  for (const finding of outputs.findings) findings.push(finding);

  if (outputs.outputs.some(({ format }) => format === 'amplify-cli')) {
    for (const { spec } of envs.filter(({ spec: { name } }) => !AMPLIFY_ENV.test(name))) {
      const message = `the env name "${spec.name}" is none that the Amplify CLI takes`;
      const hint = 'With an `amplify-cli` output names have 2 to 10 lower-case letters, as in the Amplify project.';
      findings.push(findingOf('manifest/schema', spec.keyPlace, { message, hint, env: spec.name }));
    }
  }

  const ignore = resolveIgnore(
    head.value?.ignore ?? [],
    root,
    today,
    (place, message, hint, rule: RuleId = 'manifest/schema') => {
      findings.push(findingOf(rule, place, { message, hint }));
    },
  );

  if (head.value === undefined) return { manifest: undefined, findings };
  const { project } = head.value;
  const faulty = new Set(findings.filter(({ severity }) => severity === 'error').map(({ env }) => env));
  const manifest: Manifest = {
    file,
    text,
    project,
    resourceName,
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
      findings: [findingOf('manifest/schema', place, { message, hint: 'Write at least one env below `envs:`.' })],
    };
  }
  const findings: Finding[] = [];
  for (const [name, { key, value }] of entry.value.entries) {
    if (!NAME.test(name)) {
      const hint =
        'Names have letters, digits and hyphens, begin with a letter or digit, and are at most 40 characters long.';
      findings.push(
        findingOf('manifest/schema', key, { message: `the env name "${clipped(name)}" is not allowed`, hint }),
      );
    } else if (value.kind === 'map') {
      envs.set(name, value);
    } else if (value.kind === 'scalar' && value.value === null) {
      envs.set(name, { kind: 'map', place: key, entries: new Map() });
    } else {
      findings.push(
        findingOf('manifest/schema', value.place, {
          message: `envs.${name} must be a mapping`,
          hint: 'Write its ids below it.',
          env: name,
        }),
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
    findings: [findingOf('manifest/schema', entry.value.place, { message, hint: 'Write the keys of an env.' })],
  };
}
