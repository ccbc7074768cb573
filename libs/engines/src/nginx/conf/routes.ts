/** Paths that only shippers ask for, each with and without a slash at its end. */
const SHIPPER_PATHS = [
  'events',
  'nxlog',
  'cef',
  'custom/[^/]+',
  'gelf',
  'services/collector(/.*)?',
  'v1/logs',
  'loki/api/v1/push',
  'bulk',
  'receipts/[^/]+',
  'test',
  'status',
  'healthz',
];

/** Which request goes where. @param hasApi whether there is a console and an api behind this server too. */
export function routes(hasApi: boolean): string {
  return `${WAYS}
${hasApi ? `\n${API_FIRST}` : ''}
${TO_INGEST}
${hasApi ? TO_API : '# Elasticsearch clients also ask for / and /:index.\nlocation / { return 418; }'}

location = /metrics {
  access_log off;
  return 404;
}
location @close { return 444; }
${BAD_CERTIFICATE}`;
}

const WAYS = `# 418 never leaves: it is the way to a named location.
error_page 418 = @ingest;
error_page 495 = @bad_certificate;
recursive_error_pages on;`;

/** Of several locations that fit, nginx takes the first. */
const API_FIRST = `location ~ ^/api(/|$) { proxy_pass http://api; }
location ~ ^/ws(/|$) {
  proxy_pass http://api;
  proxy_read_timeout 1h;
}`;

/**
 * A request for ingest that finds no ingest is closed without an answer: rsyslog takes any answer, an error too, for a
 * delivery and forgets its events, and every other shipper tries again either way. What ingest itself answers passes.
 * Bodies stream through: ingest cuts them into batches while they arrive, and it is the one to refuse what is too long.
 */
const TO_INGEST = `# Everything below /_ and /:index/_ is Elasticsearch's tongue.
location ~ ^/(([^/]+/)?_.*|(${SHIPPER_PATHS.join('|')})/?)$ {
  client_max_body_size 0;
  return 418;
}
location @ingest {
  limit_req zone=requests burst=10000;
  limit_conn connections 256;
  client_max_body_size 0;
  proxy_request_buffering off;
  proxy_max_temp_file_size 0;
  proxy_pass http://ingest;
  error_page 502 504 = @close;
}`;

const TO_API = `
# These are the console's addresses, and Elasticsearch's for its greeting and for an index.
location ~ ^/[^/]*/?$ {
  if ($is_shipper) { return 418; }
  proxy_pass http://api;
}
location / { proxy_pass http://api; }
client_max_body_size 20m;
client_body_buffer_size 256k;`;

/** A deaf client keeps its events until its certificate is mended; others are told. */
const BAD_CERTIFICATE = `location @bad_certificate {
  if ($http_user_agent = '') { return 444; }
  default_type application/problem+json;
  return 403 '{"type":"about:blank","title":"Forbidden","status":403,"code":"auth.bad_certificate","detail":"The certificate of this client does not hold ($ssl_client_verify). Renew it, or send without one and with a key."}';
}`;
