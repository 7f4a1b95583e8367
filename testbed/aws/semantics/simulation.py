"""SimulatePrincipalPolicy, SimulateCustomPolicy and GetContextKeysFor*, by the evaluator that guards requests.

The simulator returns one result per action (it used to be one per action and resource): the decision for each
resource stands in ResourceSpecificResults, and the result itself holds the most restrictive one.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html

Not simulated: resource policies (ResourcePolicy, ResourceOwner) and service control policies.
"""

import dataclasses
from xml.sax.saxutils import escape

from ministack.core import iam_evaluator as evaluator
from ministack.services import iam

from .policy_variables import condition_values, variables_in
from .query import answer, error, handlers, member_list, members, no_such_role, value

_DECISIONS = {"Allow": "allowed", "Deny": "explicitDeny", "ImplicitDeny": "implicitDeny"}
_RESTRICTIVENESS = ("allowed", "implicitDeny", "explicitDeny")
# What the simulator knows without being told; every other key is missing unless the caller gives it.
_KNOWN_KEYS = (
    "aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:currenttime", "aws:epochtime",
)

_original_resolve = evaluator._resolve_condition_key


@dataclasses.dataclass
class _Simulation(evaluator.EvalContext):
    """A request that is only imagined: its condition keys are the caller's ContextEntries."""

    entries: dict = dataclasses.field(default_factory=dict)


def _resolve_condition_key(key, context):
    """A real request has a source address, a region and so on; an imagined one has what it was given."""
    if not isinstance(context, _Simulation):
        return _original_resolve(key, context)
    name = key.lower()
    if name in context.entries:
        return context.entries[name]
    return _original_resolve(key, context) if name in _KNOWN_KEYS else None


def _context_entries(params):
    entries = {}
    index = 1
    while key := value(params, f"ContextEntries.member.{index}.ContextKeyName"):
        given = members(params, f"ContextEntries.member.{index}.ContextKeyValues")
        is_list = value(params, f"ContextEntries.member.{index}.ContextKeyType").endswith("List")
        entries[key.lower()] = given if is_list else next(iter(given), None)
        index += 1
    return entries


def _keys_used(statements):
    """The context keys that statements ask for, in conditions and as variables."""
    keys = set()
    for statement in statements:
        blocks = [block for block in (statement.conditions or {}).values() if isinstance(block, dict)]
        keys.update(key for block in blocks for key in block)
        texts = [*statement.resources, *statement.not_resources]
        for block in blocks:
            for values in block.values():
                texts += condition_values(values)
        for text in texts:
            keys |= variables_in(text)
    return keys


@dataclasses.dataclass
class _Result:
    resource: str
    decision: str
    matched: list  # source policy ids
    missing: list  # context keys
    within_boundary: bool | None  # None: there is no boundary

    def details(self):
        statements = "".join(
            f"<member><SourcePolicyId>{escape(source)}</SourcePolicyId>"
            "<SourcePolicyType>IAM Policy</SourcePolicyType></member>"
            for source in self.matched
        )
        xml = f"<MatchedStatements>{statements}</MatchedStatements>"
        xml += member_list("MissingContextValues", self.missing)
        if self.within_boundary is not None:
            xml += (
                "<PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>"
                f"{str(self.within_boundary).lower()}"
                "</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail>"
            )
        return xml


def _evaluate(context, policies, boundary):
    """`policies`: pairs of source id and statements; `boundary`: lists of statements, or None."""
    all_statements = [statements for _source, statements in policies]
    outcome = evaluator.evaluate(context, all_statements, *([boundary] if boundary is not None else []))
    decision = _DECISIONS[outcome.decision]
    effect = {"allowed": "Allow", "explicitDeny": "Deny"}.get(decision)
    matched = [source for source, statements in policies
               if effect and evaluator._first_match(context, statements, effect)]
    concerned = [statement for statements in all_statements for statement in statements
                 if evaluator._action_matches(context.action, statement.actions, statement.not_actions)]
    keys = sorted(_keys_used(concerned))
    missing = [key for key in keys if evaluator._resolve_condition_key(key, context) is None]
    within = None if boundary is None else evaluator.evaluate(context, boundary).decision == "Allow"
    return _Result(context.resource_arn, decision, matched, missing, within)


def _aggregate(results):
    decision = max((result.decision for result in results), key=_RESTRICTIVENESS.index)
    decisive = [result for result in results if result.decision == decision]
    boundaries = [result.within_boundary for result in results]
    return _Result(
        "*",  # AWS writes the ARN pattern of the action's resource type here
        decision,
        list(dict.fromkeys(source for result in decisive for source in result.matched)),
        sorted({key for result in results for key in result.missing}),
        None if boundaries[0] is None else all(boundaries),
    )


def _simulate(operation, params, principal_arn, policies, boundary):
    account = principal_arn.split(":")[4]
    resources = members(params, "ResourceArns")
    entries = _context_entries(params)
    answers = []
    for action in members(params, "ActionNames"):
        results = [
            _evaluate(
                _Simulation(
                    principal_arn=principal_arn, principal_type="AssumedRole", principal_account=account,
                    action=action, resource_arn=resource, region=iam.get_region(), entries=entries),
                policies, boundary)
            for resource in resources or ["*"]
        ]
        whole = _aggregate(results)
        specific = "".join(
            f"<member><EvalResourceName>{escape(result.resource)}</EvalResourceName>"
            f"<EvalResourceDecision>{result.decision}</EvalResourceDecision>{result.details()}</member>"
            for result in results
        )
        answers.append(
            f"<member><EvalActionName>{escape(action)}</EvalActionName>"
            f"<EvalResourceName>{whole.resource}</EvalResourceName>"
            f"<EvalDecision>{whole.decision}</EvalDecision>{whole.details()}"
            + (f"<ResourceSpecificResults>{specific}</ResourceSpecificResults>" if resources else "")
            + "</member>"
        )
    whole_answer = f"<EvaluationResults>{''.join(answers)}</EvaluationResults><IsTruncated>false</IsTruncated>"
    return answer(operation, whole_answer)


def _parsed(documents):
    return [(source, evaluator.parse_policy_document(document)) for source, document in documents]


def _given_documents(params):
    texts = members(params, "PolicyInputList")
    return [(f"PolicyInputList.{number}", text) for number, text in enumerate(texts, start=1)]


def _given_boundary(params):
    documents = members(params, "PermissionsBoundaryPolicyInputList")
    return [evaluator.parse_policy_document(document) for document in documents] or None


def _role_documents(role, account):
    inline = [(f"role_{role['RoleName']}_{name}", text) for name, text in role["InlinePolicies"].items()]
    attached = [
        (arn.rpartition("/")[2], evaluator._resolve_managed_policy_document(arn, account))
        for arn in role.get("AttachedPolicies", [])
    ]
    return inline + attached


def _role_of(params):
    """The role that PolicySourceArn names, and its account; the role is None where IAM has none."""
    arn = value(params, "PolicySourceArn")
    account = arn.split(":")[4] if arn.count(":") >= 5 else ""
    role = iam._roles.get_scoped(account, None, arn.rpartition("/")[2])
    # A path is part of the ARN, so a wrong one names no role.
    return (role if role and role["Arn"] == arn else None), account


def _simulate_principal_policy(params):
    role, account = _role_of(params)
    if role is None:
        return no_such_role(value(params, "PolicySourceArn").rpartition("/")[2])
    boundary = _given_boundary(params)  # stands in for the role's own one
    if boundary is None:
        own = evaluator._permissions_boundary(iam._roles, role["RoleName"], account)
        boundary = own[0] if own else None
    policies = _parsed(_role_documents(role, account) + _given_documents(params))
    return _simulate("SimulatePrincipalPolicy", params, role["Arn"], policies, boundary)


def _simulate_custom_policy(params):
    caller = value(params, "CallerArn") or f"arn:aws:iam::{iam.get_account_id()}:user/simulated"
    policies = _parsed(_given_documents(params))
    return _simulate("SimulateCustomPolicy", params, caller, policies, _given_boundary(params))


def _context_keys(operation, documents):
    statements = [statement for _source, parsed in _parsed(documents) for statement in parsed]
    return answer(operation, member_list("ContextKeyNames", sorted(_keys_used(statements))))


def _context_keys_for_principal(params):
    role, account = _role_of(params)
    if role is None:
        return no_such_role(value(params, "PolicySourceArn").rpartition("/")[2])
    documents = _role_documents(role, account) + _given_documents(params)
    return _context_keys("GetContextKeysForPrincipalPolicy", documents)


def _context_keys_for_custom(params):
    documents = _given_documents(params)
    if not documents:
        return error(400, "ValidationError", "PolicyInputList must not be empty")
    return _context_keys("GetContextKeysForCustomPolicy", documents)


def install():
    evaluator._resolve_condition_key = _resolve_condition_key
    handlers["SimulatePrincipalPolicy"] = _simulate_principal_policy
    handlers["SimulateCustomPolicy"] = _simulate_custom_policy
    handlers["GetContextKeysForPrincipalPolicy"] = _context_keys_for_principal
    handlers["GetContextKeysForCustomPolicy"] = _context_keys_for_custom
