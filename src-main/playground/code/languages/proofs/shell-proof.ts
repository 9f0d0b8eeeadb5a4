/**
 * What a POSIX shell proves its requests with (RFC 9449 §4.2), by openssl: a key of its own, and a proof for each request. \`header\` is how the command
 * that sends takes the proof.
 */
export const shellProof = (
  header: string
): string => `# A key for this script alone: the tokens are bound to it (RFC 9449).
DPOP_KEY=$(mktemp)
trap 'rm -f "$DPOP_KEY"' EXIT
openssl ecparam -name prime256v1 -genkey -noout -out "$DPOP_KEY"
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
point() { openssl ec -in "$DPOP_KEY" -pubout -outform DER 2>/dev/null | tail -c 64; }
DPOP_HEADER=$(printf '{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"%s","y":"%s"}}' \\
  "$(point | head -c 32 | base64url)" "$(point | tail -c 32 | base64url)" | base64url)

# What a signature is in DER, as the two numbers side by side (RFC 7518 §3.4).
side_by_side() {
  openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' |
    while read -r NUMBER; do printf '%64s' "$NUMBER" | tr ' ' 0; done | fold -w 2 |
    while read -r BYTE || [ -n "$BYTE" ]; do printf "\\\\$(printf %03o "0x$BYTE")"; done
}

# method, address, nonce, access token
proof_of() {
  CLAIMS=$(printf '"jti":"%s","htm":"%s","htu":"%s","iat":%s' "$(openssl rand -hex 16)" "$1" "$2" "$(date +%s)")
  [ -z "$3" ] || CLAIMS="$CLAIMS,\\"nonce\\":\\"$3\\""
  [ -z "$4" ] || CLAIMS="$CLAIMS,\\"ath\\":\\"$(printf %s "$4" | openssl dgst -sha256 -binary | base64url)\\""
  INPUT=$DPOP_HEADER.$(printf '{%s}' "$CLAIMS" | base64url)
  printf '%s.%s' "$INPUT" "$(printf %s "$INPUT" | openssl dgst -sha256 -sign "$DPOP_KEY" | side_by_side | base64url)"
}

# method, address, access token, then the command; sent again with the server's nonce, where the server wants one.
proven() {
  METHOD=$1 HTU=$2 TOKEN=$3
  shift 3
  ANSWER=$("$@" ${header.replace('PROOF', '$(proof_of "$METHOD" "$HTU" "" "$TOKEN")')})
  case $ANSWER in
    *use_dpop_nonce*)
      NONCE=$(printf '%s' "$ANSWER" | tr -d '\\r' | sed -n 's/^[Dd][Pp][Oo][Pp]-[Nn]once: *//p')
      ANSWER=$("$@" ${header.replace('PROOF', '$(proof_of "$METHOD" "$HTU" "$NONCE" "$TOKEN")')}) ;;
  esac
  printf '%s\\n' "$ANSWER"
}`
