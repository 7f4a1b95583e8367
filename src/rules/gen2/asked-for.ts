import type { Place } from '../../domain/place.ts';
import { firstWritten, type EnvView, type Judgement } from '../rule.ts';

/**
 * Judges at `userPoolId`, and only where the manifest asks for a `reference-auth` output.
 *
 * What `referenceAuth` refuses is reported by the initializer of its custom resource, one refusal a deployment. Source:
 * `lambda/reference_auth_initializer` of `@aws-amplify/backend-auth` 1.10. Anything else that it refuses is an error for any app, and has
 * rules of its own: ids that do not exist, client/web-has-secret, identity-pool/provider-missing, role/auth-missing, and for roles
 * that are not those of the identity pool or group role/pin-mismatch.
 */
export function whereAskedFor(view: EnvView, judge: (place: Place) => readonly Judgement[]): readonly Judgement[] {
  const asked = view.manifest.outputs.some(({ format }) => format === 'reference-auth');
  return asked ? judge(firstWritten(view.env, ['userPoolId'])) : [];
}
