import {
  paginateSimulatePrincipalPolicy,
  type ContextEntry,
  type EvaluationResult,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Simulated } from '../../domain/proof.ts';
import type { Simulator } from '../../ports/aws.ts';
import { readFact } from './errors.ts';
import type { Memo } from './memo.ts';

/** IAM's policy simulator: it evaluates a role's policies, its boundary and the organization's policies, and calls nothing. */
export function simulator(client: IAMClient, memo: Memo): Simulator {
  return {
    simulate: (roleArn, request) =>
      memo.once(`simulate ${roleArn} ${JSON.stringify(request)}`, () =>
        readFact('iam:SimulatePrincipalPolicy', roleArn, async () => {
          const found: Simulated[] = [];
          const pages = paginateSimulatePrincipalPolicy(
            { client },
            {
              PolicySourceArn: roleArn,
              ActionNames: [...request.actions],
              ResourceArns: [...request.resources],
              ContextEntries: Object.entries(request.context).map(
                ([ContextKeyName, { type, values }]): ContextEntry => ({
                  ContextKeyName,
                  ContextKeyType: type,
                  ContextKeyValues: [...values],
                }),
              ),
              ...(request.additional.length === 0 ? {} : { PolicyInputList: [...request.additional] }),
            },
          );
          for await (const page of pages) found.push(...(page.EvaluationResults ?? []).flatMap(projectResult));
          return found;
        }),
      ),
  };
}

/**
 * One result an action, with the decision for each resource below it; where there is a single resource IAM may leave those out, and the
 * result itself is the decision.
 */
export function projectResult(result: EvaluationResult): readonly Simulated[] {
  const action = result.EvalActionName ?? '';
  const whole = {
    action,
    withinBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    withinOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
  };
  const specific = result.ResourceSpecificResults ?? [];
  if (specific.length === 0) {
    return [
      {
        ...whole,
        resource: result.EvalResourceName ?? '*',
        decision: result.EvalDecision ?? 'implicitDeny',
        missing: result.MissingContextValues ?? [],
        deciding: (result.MatchedStatements ?? []).flatMap(({ SourcePolicyId: id }) => id ?? []),
      },
    ];
  }
  return specific.map((one) => ({
    ...whole,
    resource: one.EvalResourceName ?? '*',
    decision: one.EvalResourceDecision ?? 'implicitDeny',
    withinBoundary: one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ?? whole.withinBoundary,
    missing: one.MissingContextValues ?? [],
    deciding: (one.MatchedStatements ?? []).flatMap(({ SourcePolicyId: id }) => id ?? []),
  }));
}
