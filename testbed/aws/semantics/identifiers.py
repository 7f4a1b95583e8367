"""Client ids and secrets that look like those of AWS: lower-case letters and digits only."""

import secrets
import string

from ministack.services import cognito

_ALPHABET = string.ascii_lowercase + string.digits


def _random_text(length):
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def install():
    cognito._client_id = lambda: _random_text(26)
    cognito._client_secret = lambda: _random_text(51)
