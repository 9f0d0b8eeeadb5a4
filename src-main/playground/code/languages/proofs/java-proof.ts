/** What a program in Java imports to prove its requests. */
export const JAVA_PROOF_IMPORTS = [
  'java.math.BigInteger',
  'java.nio.charset.StandardCharsets',
  'java.security.KeyPair',
  'java.security.KeyPairGenerator',
  'java.security.MessageDigest',
  'java.security.Signature',
  'java.security.interfaces.ECPublicKey',
  'java.security.spec.ECGenParameterSpec',
  'java.util.Base64',
  'java.util.UUID'
]

/** Makes its key. */
export const JAVA_PROOF_KEY = `// A key for this program alone: the tokens are bound to it (RFC 9449).
var generator = KeyPairGenerator.getInstance("EC");
generator.initialize(new ECGenParameterSpec("secp256r1"));
var key = generator.generateKeyPair();`

/** What it proves them with (RFC 9449 §4.2): a proof for each request. */
export const JAVA_PROOF = `static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
}

static String coordinate(BigInteger number) {
    var bytes = number.toByteArray();
    var fixed = new byte[32];
    for (int at = 1; at <= Math.min(32, bytes.length); at++) fixed[32 - at] = bytes[bytes.length - at];
    return base64url(fixed);
}

static String proofOf(KeyPair key, String htm, String htu, String nonce, String accessToken) throws Exception {
    var point = ((ECPublicKey) key.getPublic()).getW();
    var header = "{\\"typ\\":\\"dpop+jwt\\",\\"alg\\":\\"ES256\\",\\"jwk\\":{\\"kty\\":\\"EC\\",\\"crv\\":\\"P-256\\",\\"x\\":\\""
        + coordinate(point.getAffineX()) + "\\",\\"y\\":\\"" + coordinate(point.getAffineY()) + "\\"}}";
    var claims = "{\\"jti\\":\\"" + UUID.randomUUID() + "\\",\\"htm\\":\\"" + htm + "\\",\\"htu\\":\\"" + htu
        + "\\",\\"iat\\":" + System.currentTimeMillis() / 1000;
    if (!nonce.isEmpty()) claims += ",\\"nonce\\":\\"" + nonce + "\\"";
    if (!accessToken.isEmpty()) {
        var digest = MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
        claims += ",\\"ath\\":\\"" + base64url(digest) + "\\"";
    }
    var input = base64url(header.getBytes(StandardCharsets.UTF_8)) + "."
        + base64url((claims + "}").getBytes(StandardCharsets.UTF_8));
    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(key.getPrivate());
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + base64url(signature.sign());
}

// Sends it again with the server's nonce, where the server wants one.
static HttpResponse<String> sendProven(HttpClient client, KeyPair key, HttpRequest.Builder request, String htu, String accessToken) throws Exception {
    for (var nonce = ""; ; ) {
        request.setHeader("DPoP", proofOf(key, request.build().method(), htu, nonce, accessToken));
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var wanted = response.headers().firstValue("DPoP-Nonce").orElse("");
        var isRefused = response.statusCode() == 400 || response.statusCode() == 401;
        if (!isRefused || wanted.isEmpty() || !nonce.isEmpty()) return response;
        nonce = wanted;
    }
}`
