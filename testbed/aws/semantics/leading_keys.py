"""The condition key `dynamodb:LeadingKeys`: the partition keys of the items that a request names.

A request that names none, such as Scan, does not have the key at all.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import json
import re

from ministack.core import iam_actions
from ministack.services import dynamodb

_original_context = iam_actions.dynamodb_service_context


def _text(value):
    """`{"S": "x"}` → `x`."""
    return next(iter(value.values()), None) if isinstance(value, dict) else None


def _hash_name(table_name):
    table = dynamodb._tables.get(str(table_name).rpartition("/")[2])
    return table["pk_name"] if table else None


def _queried(data, name):
    """The value that a key condition gives the partition key: `id = :id`, with or without placeholders."""
    names = data.get("ExpressionAttributeNames") or {}
    values = data.get("ExpressionAttributeValues") or {}
    for left, right in re.findall(r"([\w#]+)\s*=\s*(:\w+)", data.get("KeyConditionExpression") or ""):
        if names.get(left, left) == name:
            return _text(values.get(right))
    return None


def _leading_keys(data):
    requests = data.get("RequestItems")
    if isinstance(requests, dict):
        items = []
        for table, wanted in requests.items():
            name = _hash_name(table)
            if isinstance(wanted, dict):
                items += [key.get(name) for key in wanted.get("Keys", [])]
            for write in wanted if isinstance(wanted, list) else []:
                item = write.get("PutRequest", {}).get("Item") or write.get("DeleteRequest", {}).get("Key") or {}
                items.append(item.get(name))
        return [_text(item) for item in items]
    name = _hash_name(data.get("TableName", ""))
    if "KeyConditionExpression" in data:
        return [_queried(data, name)]
    item = data.get("Key") or data.get("Item")
    return [_text(item.get(name))] if isinstance(item, dict) else []


def _with_leading_keys(body):
    context = _original_context(body)
    try:
        data = json.loads(body or b"{}")
    except ValueError:
        return context
    keys = [key for key in _leading_keys(data) if key is not None] if isinstance(data, dict) else []
    return {**context, "dynamodb:LeadingKeys": list(dict.fromkeys(keys))} if keys else context


def install():
    iam_actions.dynamodb_service_context = _with_leading_keys
