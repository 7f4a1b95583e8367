/** The secret of the client in an `awsconfiguration.json`; undefined: it holds none, or there is no file. */
export function secretIn(text: string | undefined): string | undefined {
  const config = JSON.parse(text ?? '{}') as { CognitoUserPool?: { Default?: { AppClientSecret?: string } } };
  return config.CognitoUserPool?.Default?.AppClientSecret;
}
