"""Reading and answering IAM's query protocol with ministack's own helpers."""

from xml.sax.saxutils import escape

from ministack.services import iam

handlers = iam._IAM_HANDLERS


def value(params, name, default=""):
    return iam._p(params, name, default)


def members(params, name):
    """The list parameter `name` (`name.member.1`, `name.member.2`, …)."""
    found = []
    while (item := value(params, f"{name}.member.{len(found) + 1}")) != "":
        found.append(item)
    return found


def member_list(tag, items):
    """`<tag><member>…</member>…</tag>` of texts."""
    return f"<{tag}>{''.join(f'<member>{escape(item)}</member>' for item in items)}</{tag}>"


def answer(operation, result):
    inner = f"<{operation}Result>{result}</{operation}Result>"
    return iam._xml(200, f"{operation}Response", inner, ns="iam")


def error(status, code, message):
    return iam._error(status, code, escape(message), ns="iam")


def no_such_role(name):
    return error(404, "NoSuchEntity", f"The role with name {name} cannot be found.")
