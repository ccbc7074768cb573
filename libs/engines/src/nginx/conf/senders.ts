/** Long enough to tell keys apart, short enough that made-up ones cannot fill the zones. */
const KEY_LENGTH = 96;

/**
 * Who sends a request, and what one sender may do at once: 2,000 requests a second, then it is answered up to 5 s late, then
 * closed without an answer, as when more than 256 of its requests are under way (docs/adr/0009).
 */
export function senders(hasClientCa: boolean): string {
  return `${certificates(hasClientCa)}
map $http_x_api_key $sender_by_key { '' $sender_by_certificate; "~^(?<api_key>.{1,${KEY_LENGTH}})" $api_key; }
map $http_authorization $sender { '' $sender_by_key; "~^(?<credentials>.{1,${KEY_LENGTH}})" $credentials; }
limit_req_zone $sender zone=requests:10m rate=2000r/s;
limit_conn_zone $sender zone=connections:10m;
limit_req_status 444;
limit_conn_status 444;

# A browser is never a shipper, though it may hold a certificate that would make it one.
map "$http_authorization$http_x_api_key$certificate_subject" $has_credentials { '' ''; default 1; }
map $http_sec_fetch_mode $is_shipper { '' $has_credentials; default ''; }

# One an upstream would take over is kept, any other replaced.
map $http_x_request_id $sane_request_id { "~^[A-Za-z0-9_.-]{1,64}$" $http_x_request_id; default $request_id; }

# Not for localhost: it would bind every port of it to TLS. Addresses are left out by RFC 6797 anyway.
map "$https $host" $transport_security {
  "~^on (localhost|[0-9.]+|\\[.*)$" '';
  ~^on "max-age=31536000";
  default '';
}`;
}

function certificates(hasClientCa: boolean): string {
  const verdict = hasClientCa ? '$ssl_client_verify' : "''";
  const subject = hasClientCa ? '$ssl_client_s_dn' : "''";
  return `# Empty, and so not sent, without TLS or without an authority for clients.
map $https $certificate_verdict { on ${verdict}; default ''; }
map $certificate_verdict $certificate_subject { SUCCESS ${subject}; default ''; }
map $certificate_subject $sender_by_certificate { '' $binary_remote_addr; default $certificate_subject; }`;
}
