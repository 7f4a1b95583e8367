import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';

/** With what the SDK's own type does not have yet. */
export interface DescribedClient extends UserPoolClientType {
  /** Where Cognito keeps the client's secret in Secrets Manager: it comes in place of `ClientSecret`. */
  readonly ClientSecretArn?: string | undefined;
}

/**
 * An app client as Cognito describes it. The SDK drops members that it does not know (3.1169 does not know `ClientSecretArn`), so that one
 * is taken from the answer as it came. Source: Cognito API reference, `UserPoolClientType`.
 */
export async function describeClient(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  clientId: string,
): Promise<DescribedClient | undefined> {
  const command = new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId });
  let secretArn: string | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const response = answer.response as { statusCode: number; body: unknown };
      if (response.statusCode !== 200) return answer;
      const body = await client.config.streamCollector(response.body);
      // The SDK takes what was read already as it takes a stream.
      response.body = body;
      secretArn = secretArnIn(new TextDecoder().decode(body));
      return answer;
    },
    // Next to the connection, before the SDK reads the answer.
    { step: 'deserialize', priority: 'low', name: 'readSecretArn' },
  );
  const { UserPoolClient: found } = await client.send(command);
  return found && { ...found, ClientSecretArn: secretArn };
}

function secretArnIn(text: string): string | undefined {
  try {
    const arn = (JSON.parse(text) as { UserPoolClient?: { ClientSecretArn?: unknown } } | null)?.UserPoolClient
      ?.ClientSecretArn;
    return typeof arn === 'string' && arn !== '' ? arn : undefined;
  } catch {
    // An answer that is not JSON: the SDK says what is wrong with it.
    return undefined;
  }
}
