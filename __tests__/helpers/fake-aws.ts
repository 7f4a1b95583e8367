import { evaluate } from './evaluate-policies.ts';
import { absent, denied, known, type Fact, type Unchecked } from '../../src/domain/fact.ts';
import type {
  AppClient,
  IdentityPool,
  IdentityPoolRoles,
  LambdaFunction,
  MfaSettings,
  UserPool,
} from '../../src/domain/observed.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Simulated } from '../../src/domain/proof.ts';
import { parsePolicy } from '../../src/iam/document.ts';
import {
  AwsWriteError,
  type Aws,
  type AwsPhase,
  type AwsSession,
  type SimulationRequest,
  type VariableChange,
} from '../../src/ports/aws.ts';

/** A role as the fake keeps it: documents are texts, as IAM keeps them. */
export interface FakeRole {
  readonly arn: string;
  trust: string;
  readonly inline: Map<string, string>;
  readonly attached: Map<string, string>;
  /** Text of the permissions boundary. */
  boundary?: string;
}

/** A Lambda function as the fake keeps it. */
export interface FakeFunction {
  roleArn: string;
  readonly variables: Map<string, string>;
  /** Set where Lambda may not decrypt the environment for the caller. */
  locked?: boolean;
}

/**
 * AWS in memory, behind the same port as the real one; `__tests__/contract/` holds both to the same suite. One account; regions are
 * told apart by the ids themselves.
 */
export class FakeAws implements Aws {
  account: string;
  readonly userPools = new Map<string, UserPool>();
  readonly mfa = new Map<string, MfaSettings>();
  /** `poolId clientId` → client */
  readonly clients = new Map<string, AppClient>();
  /** `poolId clientId` → secret of the client; what `clients` says of it is on its own */
  readonly secrets = new Map<string, string>();
  secretReads = 0;
  /** `poolId name` → role ARN, or undefined for a group without one */
  readonly groups = new Map<string, string | undefined>();
  /** pool id → names of its external identity providers; none where it is not there */
  readonly identityProviders = new Map<string, readonly string[]>();
  /** `poolId name` → precedence, for groups that have one */
  readonly precedences = new Map<string, number>();
  readonly identityPools = new Map<string, IdentityPool>();
  readonly identityPoolRoles = new Map<string, IdentityPoolRoles>();
  /** `app/branch` → variables */
  readonly hosting = new Map<string, Readonly<Record<string, string>>>();
  /** By name. */
  readonly roles = new Map<string, FakeRole>();
  /** Lambda functions by name. */
  readonly functions = new Map<string, FakeFunction>();
  /** Actions that IAM's simulator denies for no reason that it tells. */
  readonly simulatorDenies = new Set<string>();
  /** Operations whose next answers say that there is no such thing, whatever there is: operation → how many. */
  readonly misses = new Map<string, number>();
  /** Whether one read, such as `iam:GetRole admin-role`, finds nothing, whatever there is. */
  isMissed: (call: string) => boolean = () => false;
  /** Operations that are refused, such as `iam:GetRole`. */
  readonly denied = new Set<string>();
  region: string | undefined = 'eu-west-1';
  readonly log: string[] = [];
  /** Looks at every write before it is made; what it throws or returns decides what becomes of it. */
  beforeWrite: (write: FakeWrite) => 'do' | 'refuse' | 'lose' | 'do-and-lose' = () => 'do';
  /** Reads of written policies that still see the state before, as IAM's do for a while. */
  staleReads = 0;
  noCredentials: Unchecked | undefined;

  constructor(account = '111122223333') {
    this.account = account;
  }

  setGroup(
    pool: string,
    name: string,
    group: { readonly roleArn: string | undefined; readonly precedence: number | undefined },
  ): void {
    this.groups.set(`${pool} ${name}`, group.roleArn);
    this.precedences.delete(`${pool} ${name}`);
    if (group.precedence !== undefined) this.precedences.set(`${pool} ${name}`, group.precedence);
  }

  phase(): AwsPhase {
    return { session: () => Promise.resolve(this.noCredentials ?? known(this.#session())) };
  }

  hasCredentials(): Promise<boolean> {
    return Promise.resolve(this.noCredentials === undefined);
  }

  defaultRegion(): string | undefined {
    return this.region;
  }

  calls(): ReturnType<Aws['calls']> {
    const byOperation: Record<string, number> = {};
    for (const call of this.log) {
      const operation = call.split(' ')[0] ?? '';
      byOperation[operation] = (byOperation[operation] ?? 0) + 1;
    }
    return { total: this.log.length, byOperation, throttled: 0 };
  }

  get writes(): readonly string[] {
    return this.log.filter((call) => /^(iam:(Put|Delete)|lambda:Update)/.test(call));
  }

  #session(): AwsSession {
    return {
      caller: () =>
        this.#read('sts:GetCallerIdentity', '', () => ({
          accountId: this.account,
          arn: `arn:aws:iam::${this.account}:user/ci`,
        })),
      userPools: {
        userPool: (id) => this.#read('cognito-idp:DescribeUserPool', id, () => this.userPools.get(id)),
        mfa: (id) => this.#read('cognito-idp:GetUserPoolMfaConfig', id, () => this.mfa.get(id)),
        client: (pool, id) =>
          this.#read('cognito-idp:DescribeUserPoolClient', id, () => this.clients.get(`${pool} ${id}`)),
        clientWithSecret: (pool, id) =>
          this.#read('cognito-idp:DescribeUserPoolClient', id, () => {
            const client = this.clients.get(`${pool} ${id}`);
            const secret = this.secrets.get(`${pool} ${id}`);
            this.secretReads += 1;
            return client && { client, secret: secret === undefined ? undefined : new Secret(secret) };
          }),
        group: (pool, name) =>
          this.#read('cognito-idp:GetGroup', name, () => {
            const roleArn = this.groups.get(`${pool} ${name}`);
            return this.groups.has(`${pool} ${name}`)
              ? { name, roleArn, precedence: this.precedences.get(`${pool} ${name}`) }
              : undefined;
          }),
        identityProviders: (pool) =>
          this.#read('cognito-idp:ListIdentityProviders', pool, () =>
            this.userPools.has(pool) ? (this.identityProviders.get(pool) ?? []) : undefined,
          ),
        allUserPools: () =>
          this.#read('cognito-idp:ListUserPools', '', () =>
            [...this.userPools.values()].map(({ id, name }) => ({ id, name })),
          ),
        allGroups: (pool) =>
          this.#read('cognito-idp:ListGroups', pool, () =>
            [...this.groups].flatMap(([key, roleArn]) => {
              const [owner, ...name] = key.split(' ');
              return owner === pool ? [{ name: name.join(' '), roleArn, precedence: this.precedences.get(key) }] : [];
            }),
          ),
        userPoolIds: () => this.#read('cognito-idp:ListUserPools', '', () => [...this.userPools.keys()]),
        clientIds: (pool) =>
          this.#read('cognito-idp:ListUserPoolClients', pool, () =>
            this.userPools.has(pool)
              ? [...this.clients.keys()].filter((key) => key.startsWith(`${pool} `)).map((key) => key.split(' ')[1]!)
              : undefined,
          ),
      },
      identityPools: {
        identityPool: (id) => this.#read('cognito-identity:DescribeIdentityPool', id, () => this.identityPools.get(id)),
        roles: (id) => this.#read('cognito-identity:GetIdentityPoolRoles', id, () => this.identityPoolRoles.get(id)),
        allIdentityPools: () =>
          this.#read('cognito-identity:ListIdentityPools', '', () =>
            [...this.identityPools.values()].map(({ id, name }) => ({ id, name })),
          ),
        identityPoolIds: () =>
          this.#read('cognito-identity:ListIdentityPools', '', () => [...this.identityPools.keys()]),
      },
      simulator: { simulate: (arn, request) => this.#simulate(arn, request) },
      functions: {
        function: (name, variables) => this.#function(name, variables),
        currentFunction: (name, variables) => this.#function(name, variables),
        setVariable: (name, change) => this.#setVariable(name, change),
      },
      hosting: {
        variables: (appId, branch, names) =>
          this.#read('amplify:GetBranch', `${appId}/${branch}`, () => {
            const all = this.hosting.get(`${appId}/${branch}`);
            return all && Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
          }),
      },
      roles: {
        role: (name) =>
          this.#read('iam:GetRole', name, () => {
            const role = this.roles.get(name);
            return role && { arn: role.arn, trustText: role.trust };
          }),
        inlinePolicies: async (name) => {
          const names = await this.#read('iam:ListRolePolicies', name, () => {
            const role = this.roles.get(name);
            return role && [...role.inline.keys()];
          });
          if (names.state !== 'known') return names;
          const read = await Promise.all(names.value.map((policy) => this.#policy(name, policy)));
          const denied = read.find((fact) => fact.state === 'unchecked');
          return (
            denied ??
            known(
              names.value.flatMap((policy, index) => {
                const fact = read[index];
                return fact?.state === 'known' ? [{ name: policy, text: fact.value }] : [];
              }),
            )
          );
        },
        attachedPolicies: (name) =>
          this.#read('iam:ListAttachedRolePolicies', name, () => {
            const role = this.roles.get(name);
            return role && [...role.attached].map(([arn, text]) => ({ arn, text: known(text) }));
          }),
        currentInlinePolicy: (role, policy) => this.#policy(role, policy),
        putInlinePolicy: (role, policy, text) =>
          this.#write({ operation: 'iam:PutRolePolicy', role, policy }, (inline) => inline.set(policy, text)),
        deleteInlinePolicy: (role, policy) =>
          this.#write({ operation: 'iam:DeleteRolePolicy', role, policy }, (inline) => {
            if (!inline.delete(policy)) throw notFound('iam:DeleteRolePolicy');
          }),
      },
    };
  }

  readonly #stale = new Map<string, { text: string | undefined; left: number }>();

  #policy(role: string, policy: string): Promise<Fact<string>> {
    return this.#read('iam:GetRolePolicy', `${role}/${policy}`, () => {
      const stale = this.#stale.get(`${role}/${policy}`);
      if (stale !== undefined && stale.left > 0) {
        stale.left -= 1;
        return stale.text;
      }
      return this.roles.get(role)?.inline.get(policy);
    });
  }

  #simulate(arn: string, request: SimulationRequest): Promise<Fact<readonly Simulated[]>> {
    return this.#read('iam:SimulatePrincipalPolicy', arn, () => {
      const role = [...this.roles.values()].find((one) => one.arn === arn);
      if (role === undefined) return undefined;
      const read = (text: string) => parsePolicy(text) ?? { Version: '', Statement: [] };
      const held = [...role.inline, ...role.attached].map(([name, text]) => [name, read(text)] as const);
      const documents = [...held.map(([, document]) => document), ...request.additional.map(read)];
      return request.actions.flatMap((action) =>
        request.resources.map((resource): Simulated => {
          const one = { action, resource, context: request.context };
          const whole = this.simulatorDenies.has(action) ? 'implicitDeny' : evaluate(documents, one);
          const within = role.boundary === undefined ? undefined : evaluate([read(role.boundary)], one) === 'allowed';
          const deciding = held.filter(
            ([, document]) => whole !== 'implicitDeny' && evaluate([document], one) === whole,
          );
          return {
            action,
            resource,
            decision: whole === 'allowed' && within === false ? 'implicitDeny' : whole,
            withinBoundary: within,
            withinOrganization: undefined,
            missing: [],
            deciding: deciding.map(([name]) => name),
          };
        }),
      );
    });
  }

  #function(name: string, wanted: readonly string[]): Promise<Fact<LambdaFunction>> {
    return this.#read('lambda:GetFunctionConfiguration', name, () => {
      const found = this.functions.get(name);
      if (found === undefined) return undefined;
      const { roleArn, variables, locked } = found;
      const asked = [...variables].filter(([key]) => wanted.includes(key));
      return {
        name,
        arn: `arn:aws:lambda:eu-west-1:${this.account}:function:${name}`,
        roleArn,
        variables: locked
          ? denied('Lambda cannot decrypt the environment', 'kms:Decrypt', '*')
          : known(Object.fromEntries(asked)),
        updating: false,
      };
    });
  }

  async #setVariable(name: string, { variable, before, after }: VariableChange): Promise<'applied' | 'unchanged'> {
    const operation = 'lambda:UpdateFunctionConfiguration';
    const found = this.functions.get(name);
    if (this.denied.has('lambda:GetFunctionConfiguration'))
      throw new AwsWriteError(operation, 'AccessDeniedException', 'not allowed', true);
    const now = found?.variables.get(variable) ?? null;
    if (found !== undefined && now === after) return 'unchanged';
    if (found !== undefined && now !== before) throw new AwsWriteError(operation, 'Changed', 'changed', true);
    this.log.push(`${operation} ${name}/${variable}`);
    await Promise.resolve();
    const fate = this.denied.has(operation) ? 'refuse' : this.beforeWrite({ operation, role: name, policy: variable });
    if (fate === 'refuse') throw new AwsWriteError(operation, 'AccessDeniedException', 'not allowed', true);
    if (fate === 'lose') throw new AwsWriteError(operation, 'TimeoutError', 'no answer', false);
    if (found === undefined) throw new AwsWriteError(operation, 'ResourceNotFoundException', 'no such function', true);
    if (after === null) found.variables.delete(variable);
    else found.variables.set(variable, after);
    if (fate === 'do-and-lose') throw new AwsWriteError(operation, 'TimeoutError', 'no answer', false);
    return 'applied';
  }

  async #read<T>(operation: string, what: string, look: () => T | undefined): Promise<Fact<T>> {
    this.log.push(`${operation} ${what}`.trim());
    await Promise.resolve();
    if (this.denied.has(operation)) return denied(`${operation} is not allowed (AccessDenied)`, operation, '*');
    const misses = this.misses.get(operation) ?? 0;
    this.misses.set(operation, misses - 1);
    const value = this.isMissed(`${operation} ${what}`) || misses > 0 ? undefined : look();
    return value === undefined ? absent : known(value);
  }

  async #write(write: FakeWrite, change: (inline: Map<string, string>) => void): Promise<void> {
    const { operation, role: name, policy } = write;
    this.log.push(`${operation} ${name}/${policy}`);
    await Promise.resolve();
    const fate = this.denied.has(operation) ? 'refuse' : this.beforeWrite(write);
    if (fate === 'refuse') throw new AwsWriteError(operation, 'AccessDenied', 'not allowed', true);
    if (fate === 'lose') throw new AwsWriteError(operation, 'TimeoutError', 'no answer', false);
    const role = this.roles.get(name);
    if (role === undefined) throw notFound(operation);
    const before = role.inline.get(policy);
    change(role.inline);
    if (this.staleReads > 0) this.#stale.set(`${name}/${policy}`, { text: before, left: this.staleReads });
    if (fate === 'do-and-lose') throw new AwsWriteError(operation, 'TimeoutError', 'no answer', false);
  }
}

export interface FakeWrite {
  readonly operation: string;
  readonly role: string;
  readonly policy: string;
}

function notFound(operation: string): AwsWriteError {
  return new AwsWriteError(operation, 'NoSuchEntity', 'it does not exist', true);
}
