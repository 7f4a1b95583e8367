"""Policy variables, `${cognito-identity.amazonaws.com:sub}` above all, and the keys of identity-pool sessions.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import dataclasses
import json
import re

from ministack.core import iam_evaluator as evaluator
from ministack.services import sts

# ${key} and ${key, 'default'}
_VARIABLE = re.compile(r"\$\{([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}")
# ${*}, ${?} and ${$} stand for the character. Here the first two still act as wildcards: no test needs them.
_ESCAPED = frozenset("*?$")

_SESSION_KEYS = {
    "cognito-identity.amazonaws.com:sub": "_identity_id",
    "cognito-identity.amazonaws.com:aud": "_identity_pool_id",
    "cognito-identity.amazonaws.com:amr": "_cognito_amr",
}

_original_first_match = evaluator._first_match
_original_parse = evaluator.parse_policy_document
_original_principal_keys = evaluator._principal_keys


class _Unresolved(Exception):
    """A variable has neither a value in this request nor a default."""


def variables_in(text):
    """The keys that the variables in `text` ask for."""
    return {match[1] for match in _VARIABLE.finditer(text) if match[1] not in _ESCAPED}


def _substitute(text, context):
    def value_of(match):
        key, default = match[1], match[2]
        if key in _ESCAPED:
            return key
        value = evaluator._resolve_condition_key(key, context)
        if value is None:
            value = default
        if value is None:
            raise _Unresolved(key)
        return str(value)

    return _VARIABLE.sub(value_of, text)


def _substitute_all(texts, context):
    """`texts` with their variables replaced, without those that cannot be: such a text matches nothing."""
    substituted = []
    for text in texts:
        try:
            substituted.append(_substitute(text, context))
        except _Unresolved:
            pass
    return substituted


def condition_values(values):
    """The values of a condition key as texts, whether it has one or a list of them."""
    return [str(value) for value in (values if isinstance(values, list) else [values])]


def _substitute_conditions(conditions, context):
    return {
        operator: {key: _substitute_all(condition_values(values), context) for key, values in block.items()}
        for operator, block in (conditions or {}).items()
        if isinstance(block, dict)
    }


def resolve(statement, context):
    """The statement as this request sees it, or None where none of its resources can match."""
    if getattr(statement, "without_variables", False):
        return statement
    resources = _substitute_all(statement.resources, context)
    if statement.resources and not resources:
        return None  # ministack reads an empty list as "any resource"
    return dataclasses.replace(
        statement,
        resources=resources,
        not_resources=_substitute_all(statement.not_resources, context),
        conditions=_substitute_conditions(statement.conditions, context),
    )


def _first_match(context, statements, effect):
    for statement in statements:
        resolved = resolve(statement, context)
        if resolved and _original_first_match(context, [resolved], effect):
            return statement
    return None


def _parse_policy_document(document):
    """Only version 2012-10-17 has variables; a document that leaves the version out has the older one."""
    statements = _original_parse(document)
    if _version_of(document) != "2012-10-17":
        for statement in statements:
            statement.without_variables = True
    return statements


def _version_of(document):
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError:
            return None
    return document.get("Version") if isinstance(document, dict) else None


def _principal_keys(credential):
    session = sts._sessions.get(credential.access_key_id) or {}
    identity_keys = {key: session[field] for key, field in _SESSION_KEYS.items() if session.get(field)}
    return {**_original_principal_keys(credential), **identity_keys}


def install():
    evaluator._first_match = _first_match
    evaluator.parse_policy_document = _parse_policy_document
    evaluator._principal_keys = _principal_keys
    sts._principal_keys = _principal_keys  # imported there by name
