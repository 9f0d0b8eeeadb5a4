/** What a script in Python imports to prove its requests. */
export const REQUESTS_PROOF_IMPORTS = `# pip install requests cryptography
import base64
import hashlib
import json
import time
import uuid`

/** And what it imports beside \`requests\`. */
export const REQUESTS_PROOF_PACKAGES = `from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature`

/** What it proves them with (RFC 9449 §4.2): a key of its own, and a proof for each request. */
export const REQUESTS_PROOF = `# A key for this script alone: the tokens are bound to it (RFC 9449).
key = ec.generate_private_key(ec.SECP256R1())


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def proof_of(htm, htu, nonce, access_token):
    point = key.public_key().public_numbers()
    x, y = (base64url(number.to_bytes(32, "big")) for number in (point.x, point.y))
    claims = {"jti": str(uuid.uuid4()), "htm": htm, "htu": htu, "iat": int(time.time())}
    if nonce:
        claims["nonce"] = nonce
    if access_token:
        claims["ath"] = base64url(hashlib.sha256(access_token.encode()).digest())
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": {"kty": "EC", "crv": "P-256", "x": x, "y": y}}
    text = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return text + "." + base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def request_proven(method, url, htu, access_token="", headers=None, **options):
    """Sends it again with the server's nonce, where the server wants one."""
    nonce = ""
    while True:
        proven = {**(headers or {}), "DPoP": proof_of(method, htu, nonce, access_token)}
        response = requests.request(method, url, headers=proven, **options)
        wanted = response.headers.get("DPoP-Nonce")
        if response.status_code not in (400, 401) or not wanted or nonce:
            return response
        nonce = wanted`
