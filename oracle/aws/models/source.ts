import { readdirSync, readFileSync } from 'node:fs';

/** What the adapters do with one service, by their text. */
export interface ServiceUse {
  /** Operations that are called, such as `DescribeUserPool`. */
  readonly operations: readonly string[];
  /** The text of the files that import the service's client. */
  readonly text: string;
}

/** By botocore's names: package of the SDK → service. */
const SERVICES: Readonly<Record<string, string>> = {
  'client-amplify': 'amplify',
  'client-cognito-identity': 'cognito-identity',
  'client-cognito-identity-provider': 'cognito-idp',
  'client-iam': 'iam',
  'client-lambda': 'lambda',
  'client-sts': 'sts',
};

const ADAPTERS = new URL('../../../src/adapters/aws/', import.meta.url);

/** Finds who calls what: an operation is a command or a paginator that is imported from the SDK. */
export function usesOfAws(texts: readonly string[] = adapterTexts()): Readonly<Record<string, ServiceUse>> {
  const uses: Record<string, { operations: Set<string>; text: string }> = {};
  for (const text of texts) {
    for (const [, names = '', from = ''] of text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/(client-[a-z-]+)'/g)) {
      const service = SERVICES[from];
      if (service === undefined) throw new Error(`@aws-sdk/${from} is not in the list of oracle/aws/models/source.ts`);
      const use = (uses[service] ??= { operations: new Set(), text: '' });
      use.text += text;
      for (const [, command, paginated] of names.matchAll(/\b(?:(\w+)Command|paginate(\w+))\b/g)) {
        const operation = command ?? paginated;
        if (operation !== undefined) use.operations.add(operation);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(uses).map(([name, { operations, text }]) => [
      name,
      { operations: [...operations].toSorted(), text },
    ]),
  );
}

function adapterTexts(): readonly string[] {
  return readdirSync(ADAPTERS)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, ADAPTERS), 'utf8'));
}

/** Whether the adapters name a member at all: that is what counts as reading it. */
export function isNamedIn(text: string, member: string): boolean {
  return new RegExp(`\\b${member}\\b`).test(text);
}
