"""Quotas and grammar of policy documents, as IAM refuses them when they are written.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
import re

from ministack.services import iam

from .query import error, handlers, value

# Characters; IAM does not count white space.
INLINE_QUOTA_PER_ROLE = 10_240
MANAGED_QUOTA = 6_144
TRUST_QUOTA = 2_048

_VERSIONS = ("2012-10-17", "2008-10-17")
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_RESOURCE = re.compile(r"\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+")
_SID = re.compile(r"[A-Za-z0-9]*")


def size(document):
    return len(re.sub(r"\s", "", document))


def _texts(element):
    return element if isinstance(element, list) else [element]


def _statements(document):
    """The statements of a document, or None where it is not JSON or has none."""
    try:
        statements = json.loads(document)["Statement"]
    except (ValueError, KeyError, TypeError):
        return None
    statements = _texts(statements)
    return statements if all(isinstance(statement, dict) for statement in statements) else None


def identity_policy_problem(document):
    """IAM's complaint about an identity policy beyond what ministack checks itself, or None."""
    statements = _statements(document)
    if statements is None:
        return None  # ministack answers this one
    if json.loads(document).get("Version", _VERSIONS[0]) not in _VERSIONS:
        return "The policy must contain a valid version string"
    sids = [statement["Sid"] for statement in statements if "Sid" in statement]
    if not all(_SID.fullmatch(sid) for sid in sids):
        return (
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression "
            "[0-9A-Za-z]*")
    if len(set(sids)) < len(sids):
        return "Statement IDs (SID) in a single policy must be unique."
    for statement in statements:
        if "Principal" in statement or "NotPrincipal" in statement:
            return "Policy document should not specify a principal."
        for action in _texts(statement.get("Action", statement.get("NotAction"))):
            if not _ACTION.fullmatch(str(action)):
                return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        for resource in _texts(statement.get("Resource", statement.get("NotResource"))):
            if resource is not None and not _RESOURCE.fullmatch(str(resource)):
                return f'Resource {resource} must be in ARN format or "*".'
    return None


def trust_policy_problem(document):
    statements = _statements(document)
    if not statements:
        return "This policy contains invalid Json"
    for statement in statements:
        if statement.get("Effect") not in ("Allow", "Deny") or "Action" not in statement:
            return "Syntax errors in policy."
        if "Resource" in statement or "NotResource" in statement:
            return "Has prohibited field Resource"
        if "Principal" not in statement and "NotPrincipal" not in statement:
            return "Missing required field Principal"
    return None


def _malformed(problem):
    return error(400, "MalformedPolicyDocument", problem)


def _checked_trust(original, parameter):
    """CreateRole and UpdateAssumeRolePolicy, which differ in the parameter's name."""

    def handle(params):
        document = value(params, parameter)
        if size(document) > TRUST_QUOTA:
            return error(409, "LimitExceeded", f"Cannot exceed quota for ACLSizePerRole: {TRUST_QUOTA}")
        problem = trust_policy_problem(document)
        return _malformed(problem) if problem else original(params)

    return handle


def _checked_inline(original):
    def handle(params):
        role_name, policy_name = value(params, "RoleName"), value(params, "PolicyName")
        document = value(params, "PolicyDocument")
        role = iam._roles.get(role_name)
        if role is None:
            return original(params)
        problem = identity_policy_problem(document)
        if problem:
            return _malformed(problem)
        others = sum(size(text) for name, text in role["InlinePolicies"].items() if name != policy_name)
        if others + size(document) > INLINE_QUOTA_PER_ROLE:
            problem = f"Maximum policy size of {INLINE_QUOTA_PER_ROLE} bytes exceeded for role {role_name}"
            return error(409, "LimitExceeded", problem)
        return original(params)

    return handle


def _checked_managed(original):
    def handle(params):
        document = value(params, "PolicyDocument")
        problem = identity_policy_problem(document)
        if problem:
            return _malformed(problem)
        if size(document) > MANAGED_QUOTA:
            return error(409, "LimitExceeded", f"Cannot exceed quota for PolicySize: {MANAGED_QUOTA}")
        return original(params)

    return handle


def install():
    handlers["CreateRole"] = _checked_trust(handlers["CreateRole"], "AssumeRolePolicyDocument")
    handlers["UpdateAssumeRolePolicy"] = _checked_trust(handlers["UpdateAssumeRolePolicy"], "PolicyDocument")
    handlers["PutRolePolicy"] = _checked_inline(handlers["PutRolePolicy"])
    handlers["CreatePolicy"] = _checked_managed(handlers["CreatePolicy"])
