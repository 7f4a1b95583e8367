"""The ARN that a call of IAM about a role is authorised on: that of the role, with its path.

ministack builds it only from the name, and knows no PolicySourceArn.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from urllib.parse import parse_qs

from ministack.core import iam_actions
from ministack.services import iam

_original = iam_actions.extract_resource_arn


def _parameters(body):
    try:
        return {key: values[0] for key, values in parse_qs((body or b"").decode()).items()}
    except UnicodeDecodeError:
        return {}


def _extract_resource_arn(service, method, path, headers, body, routing_params, region, account_id):
    if service == "iam":
        params = _parameters(body)
        if "PolicySourceArn" in params:
            return params["PolicySourceArn"]
        role = iam._roles.get_scoped(account_id, None, params.get("RoleName", ""))
        if role:
            return role["Arn"]
    return _original(service, method, path, headers, body, routing_params, region, account_id)


def install():
    iam_actions.extract_resource_arn = _extract_resource_arn
