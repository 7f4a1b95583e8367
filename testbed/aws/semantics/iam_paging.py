"""MaxItems and Marker of the list operations that the action uses; ministack ignores both."""

from xml.sax.saxutils import escape

from ministack.services import iam

from .query import answer, error, handlers, no_such_role, value

_DEFAULT_PAGE = 100
_MARKER_PREFIX = "from-"


def _page(operation, tag, params, items):
    """One page of `items`, each the inside of a <member>."""
    marker, limit = value(params, "Marker"), value(params, "MaxItems") or str(_DEFAULT_PAGE)
    if not limit.isdigit() or not 1 <= int(limit) <= 1000:
        return error(400, "ValidationError", f"Value '{limit}' at 'maxItems' failed to satisfy constraint")
    if marker and not marker.removeprefix(_MARKER_PREFIX).isdigit():
        return error(400, "ValidationError", f"Invalid Marker: {marker}")
    start = int(marker.removeprefix(_MARKER_PREFIX)) if marker else 0
    end = start + int(limit)
    members = "".join(f"<member>{item}</member>" for item in items[start:end])
    if end < len(items):
        tail = f"<IsTruncated>true</IsTruncated><Marker>{_MARKER_PREFIX}{end}</Marker>"
    else:
        tail = "<IsTruncated>false</IsTruncated>"
    return answer(operation, f"<{tag}>{members}</{tag}>{tail}")


def _list_role_policies(params):
    name = value(params, "RoleName")
    role = iam._roles.get(name)
    if role is None:
        return no_such_role(name)
    items = [escape(policy) for policy in role["InlinePolicies"]]
    return _page("ListRolePolicies", "PolicyNames", params, items)


def _list_attached_role_policies(params):
    name = value(params, "RoleName")
    role = iam._roles.get(name)
    if role is None:
        return no_such_role(name)
    items = [
        f"<PolicyName>{escape(arn.rpartition('/')[2])}</PolicyName><PolicyArn>{escape(arn)}</PolicyArn>"
        for arn in role["AttachedPolicies"]
    ]
    return _page("ListAttachedRolePolicies", "AttachedPolicies", params, items)


def _list_roles(params):
    prefix = value(params, "PathPrefix") or "/"
    names = [name for name, role in iam._roles.items() if role.get("Path", "/").startswith(prefix)]
    return _page("ListRoles", "Roles", params, [iam._role_xml(name, boundary=False) for name in names])


def install():
    handlers["ListRolePolicies"] = _list_role_policies
    handlers["ListAttachedRolePolicies"] = _list_attached_role_policies
    handlers["ListRoles"] = _list_roles
