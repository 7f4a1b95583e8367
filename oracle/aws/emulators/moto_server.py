"""moto's server with what the main job needs and moto lacks: roles of identity pools, AllowClassicFlow, IAM's policy simulator.

usage: python moto_server.py PORT SIMULATOR…   (the command of simulator.ts, which answers the simulations)
"""

import json
import os
import subprocess
import sys
import threading

from moto.cognitoidentity.exceptions import ResourceNotFoundError
from moto.cognitoidentity.responses import CognitoIdentityResponse
from moto.core.responses import ActionResult
from moto.iam.responses import IamResponse


def die_with_parent():
    """Exit when the other end of our standard input closes, however the parent ends."""

    def watch():
        while os.read(0, 1024):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


class IdentityPools:
    """What moto forgets of identity pools."""

    create_with_moto = CognitoIdentityResponse.create_identity_pool

    @staticmethod
    def find(response):
        pool_id = response._get_param("IdentityPoolId")
        pool = response.backend.identity_pools.get(pool_id)
        if pool is None:
            raise ResourceNotFoundError(pool_id)
        return pool

    @staticmethod
    def text(pool):
        known = json.loads(pool.to_json())
        classic = getattr(pool, "allow_classic_flow", None)
        return json.dumps(known if classic is None else {**known, "AllowClassicFlow": classic})

    @classmethod
    def create(cls, response):
        made = json.loads(cls.create_with_moto(response))
        pool = response.backend.identity_pools[made["IdentityPoolId"]]
        pool.allow_classic_flow = response._get_param("AllowClassicFlow")
        return cls.text(pool)

    @classmethod
    def set_roles(cls, response):
        pool = cls.find(response)
        pool.set_roles = {key: response._get_param(key) for key in ("Roles", "RoleMappings")}
        return "{}"

    @classmethod
    def get_roles(cls, response):
        pool = cls.find(response)
        roles = {key: value for key, value in getattr(pool, "set_roles", {}).items() if value}
        return json.dumps({"IdentityPoolId": pool.identity_pool_id, **roles})


class Simulator:
    """A process that takes a question a line and answers with a line."""

    def __init__(self, command):
        self.lock = threading.Lock()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, question):
        with self.lock:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())

    def simulate(self, response):
        source = response._get_param("PolicySourceArn")
        role = response.backend.get_role(source.split("/")[-1])
        inline = [json.loads(text) if isinstance(text, str) else text for text in role.policies.values()]
        managed = [
            json.loads(next(version for version in policy.versions if version.is_default).document)
            for policy in role.managed_policies.values()
        ]
        planned = [json.loads(text) for text in response._get_param("PolicyInputList") or []]
        results = self.ask(
            {
                "principal": source,
                "policies": [*inline, *managed, *planned],
                "actions": response._get_param("ActionNames"),
                "resources": response._get_param("ResourceArns") or ["*"],
                "context": response._get_param("ContextEntries") or [],
            }
        )
        return ActionResult({"EvaluationResults": results, "IsTruncated": False})


def install(simulator):
    CognitoIdentityResponse.create_identity_pool = lambda self: IdentityPools.create(self)
    CognitoIdentityResponse.describe_identity_pool = lambda self: IdentityPools.text(IdentityPools.find(self))
    CognitoIdentityResponse.set_identity_pool_roles = lambda self: IdentityPools.set_roles(self)
    CognitoIdentityResponse.get_identity_pool_roles = lambda self: IdentityPools.get_roles(self)
    IamResponse.simulate_principal_policy = lambda self: simulator.simulate(self)


def main():
    port, *command = sys.argv[1:]
    die_with_parent()
    install(Simulator(command))
    from moto.server import main as run_moto

    run_moto(["-H", "127.0.0.1", "-p", port])


if __name__ == "__main__":
    main()
