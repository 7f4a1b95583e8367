"""Describes operations by AWS's own service models, as botocore ships them.

usage: python describe.py < {"cognito-idp": ["DescribeUserPool", …], …}

Prints, for each service, its operations (output shape and errors) and every shape that an output leads to. An operation that the
model lacks is null.
"""

import json
import sys

from botocore.loaders import Loader


def describe(loader, service, names):
    model = loader.load_service_model(service, "service-2")
    shapes = {}

    def visit(name):
        if name in shapes:
            return
        shape = model["shapes"][name]
        inner = {
            "structure": lambda: {"members": {key: value["shape"] for key, value in shape.get("members", {}).items()}},
            "list": lambda: {"of": shape["member"]["shape"]},
            "map": lambda: {"of": shape["value"]["shape"]},
        }.get(shape["type"], lambda: {"values": shape["enum"]} if "enum" in shape else {})()
        shapes[name] = inner
        for further in [*inner.get("members", {}).values(), *([inner["of"]] if "of" in inner else [])]:
            visit(further)

    operations = {}
    for name in names:
        operation = model["operations"].get(name)
        if operation is None:
            operations[name] = None
            continue
        output = operation.get("output", {}).get("shape")
        if output is not None:
            visit(output)
        operations[name] = {"output": output, "errors": sorted(error["shape"] for error in operation.get("errors", []))}
    return {"operations": operations, "shapes": shapes}


loader = Loader()
asked = json.load(sys.stdin)
json.dump({service: describe(loader, service, names) for service, names in asked.items()}, sys.stdout)
