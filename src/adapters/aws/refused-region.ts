import { codeOf, REGION_REFUSED } from './errors.ts';

/** Codes by which a region that is not enabled for an account refuses credentials, as if they were wrong. */
const NOT_KNOWN_HERE = new Set(['InvalidClientTokenId', 'UnrecognizedClientException']);

/** The part of an SDK client that lets functions see its calls. */
interface Interceptable {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: unknown) => Promise<unknown>) => (args: unknown) => Promise<unknown>,
      options: { step: 'initialize'; name: string },
    ): void;
  };
}

/**
 * Tells a region that does not know the credentials from credentials that AWS does not know: where another region accepts them
 * (`isAcceptedElsewhere`, asked at the first such refusal), it is the region. Source: AWS Account Management Reference Guide, "Enable or disable
 * AWS Regions"; IAM User Guide, "Managing AWS STS in an AWS Region": tokens of the global endpoint are not valid in opt-in regions.
 */
export function tellRefusedRegion(client: object, region: string, isAcceptedElsewhere: () => Promise<boolean>): void {
  (client as Interceptable).middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const code = codeOf(error);
        if (!NOT_KNOWN_HERE.has(code) || !(await isAcceptedElsewhere())) throw error;
        const { $metadata } = error as { readonly $metadata?: object };
        const message = `the region ${region} may not be enabled for the account, or not accept the session: AWS accepts the credentials elsewhere (${code})`;
        throw Object.assign(new Error(message, { cause: error }), { name: REGION_REFUSED, $metadata });
      }
    },
    { step: 'initialize', name: 'tellRefusedRegion' },
  );
}
