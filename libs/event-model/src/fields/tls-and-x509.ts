import { fields, type FieldSpec } from './base';

/** What either side shows of itself when a TLS connection is made. */
function sideFields(side: 'client' | 'server'): FieldSpec[] {
  const whose = `the ${side}`;
  return [
    ...fields('keyword', {
      [`tls.${side}.hash.md5`]: `MD5 of the certificate of ${whose}.`,
      [`tls.${side}.hash.sha1`]: `SHA-1 of the certificate of ${whose}.`,
      [`tls.${side}.hash.sha256`]: `SHA-256 of the certificate of ${whose}.`,
      [`tls.${side}.issuer`]: `Issuer of the certificate of ${whose}.`,
      [`tls.${side}.subject`]: `Subject of the certificate of ${whose}.`,
    }),
    ...fields('date', {
      [`tls.${side}.not_after`]: `When the certificate of ${whose} is no longer valid.`,
      [`tls.${side}.not_before`]: `When the certificate of ${whose} becomes valid.`,
    }),
  ];
}

export const TLS_FIELDS = [
  ...fields('keyword', {
    'tls.cipher': 'Cipher suite of the connection.',
    'tls.client.ja3': 'JA3 fingerprint of the client.',
    'tls.client.server_name': 'Name the client asked for (SNI).',
    'tls.client.supported_ciphers': 'Cipher suites the client offers.',
    'tls.curve': 'Curve of the key exchange.',
    'tls.next_protocol': 'Protocol agreed on inside TLS (ALPN).',
    'tls.server.ja3s': 'JA3S fingerprint of the server.',
    'tls.server.x509.alternative_names': 'Further names in the certificate of the server.',
    'tls.server.x509.issuer.common_name': 'Common name of the issuer of the certificate of the server.',
    'tls.server.x509.serial_number': 'Serial number of the certificate of the server.',
    'tls.server.x509.subject.common_name': 'Common name in the certificate of the server.',
    'tls.version': 'Version of the protocol: 1.2, 1.3.',
    'tls.version_protocol': 'tls or ssl.',
  }),
  ...sideFields('client'),
  ...sideFields('server'),
  ...fields('boolean', {
    'tls.established': 'Whether the handshake succeeded.',
    'tls.resumed': 'Whether an earlier session was taken up again.',
  }),
];
