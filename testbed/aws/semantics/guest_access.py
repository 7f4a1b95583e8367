"""What guests cannot do: get an identity where the pool has guests off, and pass the ceiling of the enhanced
flow.

For an unauthenticated identity GetCredentialsForIdentity adds a session policy, so a guest's rights are those
of the guest role that the ceiling allows too.
https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies
"""

import json

from ministack.services import cognito, sts

# The union of the inline session policy and of AmazonCognitoUnAuthedIdentitiesSessionPolicy (version 3), as
# of November 2026. AWS extends both now and then.
_WHOLE_SERVICES = (
    "appsync", "cloudwatch", "codewhisperer", "cognito-identity", "cognito-idp", "cognito-sync",
    "comprehend", "dynamodb", "execute-api", "firehose", "gamelift", "iot", "kinesis", "lambda", "lex",
    "logs", "machinelearning", "mobileanalytics", "mobiletargeting", "personalize", "polly", "rekognition",
    "s3", "sdb", "ses", "sns", "sqs", "transcribe", "translate",
)
_SINGLE_ACTIONS = (
    "rum:PutRumEvents", "sagemaker:InvokeEndpoint",
    "textract:AnalyzeDocument", "textract:DetectDocumentText",
    "geo:GetMap*", "geo:SearchPlaceIndex*", "geo:GetPlace", "geo:CalculateRoute*",
    "geo:*Geofence", "geo:*Geofences", "geo:*DevicePosition*",
    "kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:ReEncryptFrom",
    "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext",
    "kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext",
)
_CEILING = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": [f"{service}:*" for service in _WHOLE_SERVICES] + list(_SINGLE_ACTIONS),
        "Resource": "*",
    },
}


def _guests_are_off(pool):
    return pool is not None and not pool["AllowUnauthenticatedIdentities"]


def _refusal():
    return cognito.error_response_json(
        "NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.", 400)


def _pool_of_identity(identity_id):
    pools = cognito._identity_pools.values()
    return next((pool for pool in pools if identity_id in pool["_identities"]), None)


def install():
    original_get_id = cognito._get_id
    # Installed after identity_roles, whose function this one calls.
    original_credentials = cognito._get_credentials_for_identity

    def get_id(data):
        pool = cognito._identity_pools.get(data.get("IdentityPoolId"))
        if not data.get("Logins") and _guests_are_off(pool):
            return _refusal()
        return original_get_id(data)

    def get_credentials_for_identity(data):
        if data.get("Logins"):
            return original_credentials(data)
        if _guests_are_off(_pool_of_identity(data.get("IdentityId"))):
            return _refusal()
        response = original_credentials(data)
        status, _headers, body = response
        if status == 200:
            session = sts._sessions[json.loads(body)["Credentials"]["AccessKeyId"]]
            session["SessionPolicies"] = {"Policy": _CEILING, "PolicyArns": []}
        return response

    cognito._get_id = get_id
    cognito._get_credentials_for_identity = get_credentials_for_identity
