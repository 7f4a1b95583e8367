"""Which role an identity gets, and whether that role's trust policy lets it.

- the ID token carries `cognito:roles` and `cognito:preferred_role` of the user's groups;
- role mappings of an identity pool (by token, by rules) choose another role than the authenticated one;
- the role's trust policy is asked before credentials are handed out.

https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
"""

import json

from ministack.core import iam_evaluator as evaluator
from ministack.services import cognito, iam, sts

_IDENTITY_SERVICE = "cognito-identity.amazonaws.com"

_original_credentials = cognito._get_credentials_for_identity
_original_signed_jwt = cognito._signed_jwt


# ---- the role claims of a user's groups


def _role_claims(pool_id, group_names):
    """The lowest precedence value wins; two groups that tie with different roles prefer neither."""
    groups = (cognito._user_pools.get(pool_id) or {}).get("_groups", {})
    with_role = [groups[name] for name in group_names if groups.get(name, {}).get("RoleArn")]
    if not with_role:
        return {}
    with_role.sort(key=lambda group: group["Precedence"])
    claims = {"cognito:roles": list(dict.fromkeys(group["RoleArn"] for group in with_role))}
    first = {group["RoleArn"] for group in with_role if group["Precedence"] == with_role[0]["Precedence"]}
    if len(first) == 1:
        claims["cognito:preferred_role"] = with_role[0]["RoleArn"]
    return claims


def _signed_jwt(claims, pool_id="", use=""):
    if use == "id":
        # What a pre-token Lambda set stays.
        claims = {**_role_claims(pool_id, claims.get("cognito:groups") or []), **claims}
    return _original_signed_jwt(claims, pool_id, use)


# ---- the role that a pool assigns


def _rule_matches(rule, claims):
    actual = claims.get(rule["Claim"])
    if actual is None:
        return False
    values = [str(value) for value in (actual if isinstance(actual, list) else [actual])]
    expected = rule["Value"]
    if rule["MatchType"] == "NotEqual":
        return expected not in values
    test = {
        "Equals": lambda value: value == expected,
        "Contains": lambda value: expected in value,
        "StartsWith": lambda value: value.startswith(expected),
    }[rule["MatchType"]]
    return any(test(value) for value in values)


def _mapped_role(mapping, claims, custom_role, default_role):
    """The role that a mapping chooses, or None where the choice is ambiguous and the mapping denies that."""
    if mapping["Type"] == "Rules":
        rules = (mapping.get("RulesConfiguration") or {}).get("Rules", [])
        chosen = next((rule["RoleARN"] for rule in rules if _rule_matches(rule, claims)), None)
    else:
        roles = claims.get("cognito:roles") or []
        if custom_role:
            return custom_role if custom_role in roles else None
        chosen = claims.get("cognito:preferred_role") or (roles[0] if len(roles) == 1 else None)
    if chosen:
        return chosen
    return default_role if mapping.get("AmbiguousRoleResolution") == "AuthenticatedRole" else None


def _assigned_role(pool, logins, custom_role):
    roles = pool.get("_roles") or {}
    if not logins:
        return roles.get("unauthenticated", "")
    default_role = roles.get("authenticated", "")
    mappings = pool.get("_role_mappings") or {}
    for provider, token in logins.items():
        claims = cognito._token_claims(token)
        # A user pool's mapping is keyed by provider and client, any other provider's by its name.
        mapping = mappings.get(f"{provider}:{claims.get('aud')}") or mappings.get(provider)
        if mapping:
            return _mapped_role(mapping, claims, custom_role, default_role)
    return default_role


# ---- the trust policy


def _trusts(role_arn, session):
    parts = role_arn.split(":")
    role = iam._roles.get_scoped(parts[4], None, role_arn.rpartition("/")[2]) if len(parts) > 5 else None
    if role is None:
        return False
    context = evaluator.EvalContext(
        principal_arn=_IDENTITY_SERVICE,
        principal_type="WebIdentityUser",
        principal_account="",
        action="sts:AssumeRoleWithWebIdentity",
        resource_arn=role_arn,
        region="",
        service_context={
            f"{_IDENTITY_SERVICE}:aud": session["_identity_pool_id"],
            f"{_IDENTITY_SERVICE}:sub": session["_identity_id"],
            f"{_IDENTITY_SERVICE}:amr": session["_cognito_amr"],
        },
    )
    return evaluator.evaluate_trust_policy(role["AssumeRolePolicyDocument"], _IDENTITY_SERVICE, context)


# ---- GetCredentialsForIdentity


def _get_credentials_for_identity(data):
    """ministack checks the logins and opens a session; we give it the right role, or take it back."""
    response = _original_credentials(data)
    status, _headers, body = response
    if status != 200:
        return response
    access_key = json.loads(body)["Credentials"]["AccessKeyId"]
    refusal = _settle_role(sts._sessions[access_key], data)
    if refusal:
        del sts._sessions[access_key]
    return refusal or response


def _settle_role(session, data):
    pool = cognito._identity_pools.get(session["_identity_pool_id"])
    if pool is None:
        return cognito.error_response_json(
            "ResourceNotFoundException", f"Identity '{data.get('IdentityId')}' not found.", 400)
    role_arn = _assigned_role(pool, session["_logins"], data.get("CustomRoleArn"))
    if role_arn is None:
        # Not documented; the text as reported in https://github.com/aws-amplify/amplify-js/issues/8644
        return cognito.error_response_json(
            "NotAuthorizedException", "The ambiguous role mapping rules denied this request.", 400)
    if not _trusts(role_arn, session):
        return cognito.error_response_json(
            "InvalidIdentityPoolConfigurationException",
            "Invalid identity pool configuration. Check assigned IAM roles for this pool.", 400)
    account, name = role_arn.split(":")[4], role_arn.rpartition("/")[2]
    session["AccountId"] = account
    session["Arn"] = f"arn:aws:sts::{account}:assumed-role/{name}/CognitoIdentityCredentials"
    return None


def install():
    cognito._signed_jwt = _signed_jwt
    cognito._get_credentials_for_identity = _get_credentials_for_identity
