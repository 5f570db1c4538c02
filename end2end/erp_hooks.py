"""Signs each request of schemathesis with a key of the portal, and names each order anew."""

import hashlib
import hmac
import itertools
import os
import re
import time
import uuid

import schemathesis
from requests.auth import AuthBase

# One key may ask twenty times a second: several of them take turns.
KEYS = itertools.cycle(pair.split(":") for pair in os.environ["ERP_KEYS"].split(","))
NAME = re.compile(r"^[!-~]{1,64}$")


class Signature(AuthBase):
    """Signs what is sent, once nothing of it changes any more."""

    def __call__(self, request):
        handle, secret = next(KEYS)
        # Every good name is a new one, so that no order is taken for another; what is missing or misshapen stays so.
        if NAME.match(str(request.headers.get("Idempotency-Key", ""))):
            request.headers["Idempotency-Key"] = str(uuid.uuid4())
        body = request.body or b""
        if isinstance(body, str):
            body = body.encode()
        timestamp, nonce = int(time.time()), uuid.uuid4().hex
        lines = [request.method, request.path_url, str(timestamp), nonce, hashlib.sha256(body).hexdigest()]
        key = hashlib.sha256(secret.encode()).digest()
        signature = hmac.new(key, "\n".join(lines).encode(), hashlib.sha256).hexdigest()
        request.headers["Authorization"] = (
            f"HMAC-SHA256 key={handle},timestamp={timestamp},nonce={nonce},signature={signature}"
        )
        return request


schemathesis.auth.set_from_requests(Signature())
