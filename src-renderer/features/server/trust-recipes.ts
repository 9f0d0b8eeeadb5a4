/** How a system, or a program that keeps its own list, learns to trust the authority, and unlearns it. Commands name the file as it is saved. */
export interface TrustRecipe {
  readonly id: string
  readonly trust: string
  readonly undo: string
}

/** The names under which the certificate of the authority is saved: PEM, and DER. */
export const AUTHORITY_FILES = { pem: 'friendly-oauth2-ca.pem', der: 'friendly-oauth2-ca.crt' } as const

const { pem, der } = AUTHORITY_FILES
const NAME = 'Friendly OAuth2 local CA'
const DEBIAN = '/usr/local/share/ca-certificates/friendly-oauth2-ca.crt'
const FEDORA = '/etc/pki/ca-trust/source/anchors/friendly-oauth2-ca.pem'
const PROFILES = 'for db in ~/.pki/nssdb ~/.mozilla/firefox/*.default*'

/** The documentation's page on HTTPS holds the same commands. */
export const TRUST_RECIPES: readonly TrustRecipe[] = [
  {
    id: 'windows',
    trust: `certutil -user -addstore Root ${der}`,
    undo: `certutil -user -delstore Root "${NAME}"`
  },
  {
    id: 'macos',
    trust: `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${pem}`,
    undo: `security delete-certificate -t -c "${NAME}" ~/Library/Keychains/login.keychain-db`
  },
  {
    id: 'debian',
    trust: `sudo cp ${pem} ${DEBIAN}\nsudo update-ca-certificates`,
    undo: `sudo rm ${DEBIAN}\nsudo update-ca-certificates --fresh`
  },
  {
    id: 'fedora',
    trust: `sudo cp ${pem} ${FEDORA}\nsudo update-ca-trust`,
    undo: `sudo rm ${FEDORA}\nsudo update-ca-trust`
  },
  {
    id: 'arch',
    trust: `sudo trust anchor --store ${pem}`,
    undo: `sudo trust anchor --remove ${pem}`
  },
  {
    id: 'browsers',
    trust: `${PROFILES}\n  do certutil -d "sql:$db" -A -t C,, -n "${NAME}" -i ${pem}; done`,
    undo: `${PROFILES}\n  do certutil -d "sql:$db" -D -n "${NAME}"; done`
  },
  {
    id: 'node',
    trust: `export NODE_EXTRA_CA_CERTS="$PWD/${pem}"`,
    undo: 'unset NODE_EXTRA_CA_CERTS'
  },
  {
    id: 'java',
    trust: `keytool -importcert -cacerts -noprompt -storepass changeit -alias friendly-oauth2 -file ${pem}`,
    undo: 'keytool -delete -cacerts -storepass changeit -alias friendly-oauth2'
  },
  {
    id: 'containers',
    trust: `COPY ${pem} ${DEBIAN}\nRUN update-ca-certificates\nENV NODE_EXTRA_CA_CERTS=${DEBIAN}`,
    undo: `RUN rm ${DEBIAN} && update-ca-certificates --fresh`
  }
]
