/** What a program in C# proves its requests with (RFC 9449 §4.2): a key of its own, and a proof for each request. */
export const CSHARP_PROOF = `// A key for this program alone: the tokens are bound to it (RFC 9449).
using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

string ProofOf(string htm, string htu, string nonce, string accessToken)
{
    var point = key.ExportParameters(false).Q;
    var jwk = new { kty = "EC", crv = "P-256", x = Base64Url(point.X!), y = Base64Url(point.Y!) };
    var claims = new Dictionary<string, object>
    {
        ["jti"] = Guid.NewGuid().ToString(),
        ["htm"] = htm,
        ["htu"] = htu,
        ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds()
    };
    if (nonce != "") claims["nonce"] = nonce;
    if (accessToken != "") claims["ath"] = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)));
    var header = new { typ = "dpop+jwt", alg = "ES256", jwk };
    var input = Base64Url(JsonSerializer.SerializeToUtf8Bytes(header)) + "."
        + Base64Url(JsonSerializer.SerializeToUtf8Bytes(claims));
    return input + "." + Base64Url(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
}

// Sends it again with the server's nonce, where the server wants one.
async Task<HttpResponseMessage> SendProven(Func<HttpRequestMessage> build, string htu, string accessToken)
{
    for (var nonce = ""; ; )
    {
        var request = build();
        request.Headers.TryAddWithoutValidation("DPoP", ProofOf(request.Method.Method, htu, nonce, accessToken));
        var response = await client.SendAsync(request);
        var wanted = response.Headers.TryGetValues("DPoP-Nonce", out var found) ? found.First() : "";
        if ((int)response.StatusCode is not (400 or 401) || wanted == "" || nonce != "") return response;
        nonce = wanted;
    }
}`
