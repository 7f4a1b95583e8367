"""The AWS emulator of the test bed: ministack, plus the IAM and identity-pool semantics that it lacks.

ministack with AUTH=true checks signatures and policies, but knows no policy variables, does not ask the trust
policy before it hands out identity-pool credentials, has no quotas and only half a policy simulator. The
modules in semantics/ close those gaps. They replace private functions of ministack, so this works with one
exact version only.

Started by emulator.mjs; settings come from ministack's own environment variables, such as GATEWAY_PORT.
"""

import importlib.metadata
import os
import shutil
import sys
import threading

MINISTACK_VERSION = "1.5.33"


def require_exact_version():
    """Refuse any other ministack: there a patch may silently replace nothing, or something else."""
    try:
        installed = importlib.metadata.version("ministack")
    except importlib.metadata.PackageNotFoundError:
        installed = "none"
    if installed != MINISTACK_VERSION:
        sys.exit(
            f"enforcing.py patches ministack {MINISTACK_VERSION} and found {installed}. Install the versions "
            "in requirements.txt; after an upgrade check every patch in semantics/ and run selftest.mjs."
        )


def die_with_parent(scratch):
    """Exit when the other end of our standard input closes, and remove the scratch folder.

    The pipe closes however the parent ends, also by SIGKILL, where no handler of the parent runs.
    """

    def watch():
        while os.read(0, 1024):
            pass
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(0)

    threading.Thread(target=watch, name="die-with-parent", daemon=True).start()


def install_semantics():
    """Put every patch in place."""
    # Imported here, not above: the version check must come before ministack's code runs.
    from semantics import (
        guest_access, iam_documents, iam_paging, identifiers, identity_roles, leading_keys, policy_variables,
        role_arns, simulation)

    # guest_access wraps what identity_roles puts in place; the others are independent of each other.
    for module in (
        identifiers, policy_variables, identity_roles, guest_access, iam_documents, iam_paging, leading_keys,
        role_arns, simulation,
    ):
        module.install()


def main():
    require_exact_version()
    scratch = os.environ.get("TESTBED_SCRATCH")
    if scratch:
        die_with_parent(scratch)
    install_semantics()
    from ministack.app import main as run_ministack

    run_ministack()


if __name__ == "__main__":
    main()
