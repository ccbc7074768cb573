import { quote } from './conf-text';

const FIELDS = {
  time: '$time_iso8601',
  request_id: '$sane_request_id',
  client: '$remote_addr',
  client_certificate: '$certificate_subject',
  method: '$request_method',
  path: '$path_without_secrets',
  protocol: '$server_protocol',
  tls: '$ssl_protocol',
  user_agent: '$http_user_agent',
  status: '$status',
  bytes_received: '$request_length',
  bytes_sent: '$bytes_sent',
  seconds: '$request_time',
  upstream: '$upstream_addr',
  upstream_status: '$upstream_status',
  upstream_seconds: '$upstream_response_time',
  rate_limit: '$limit_req_status',
  connection_limit: '$limit_conn_status',
} as const;

/** One JSON object a line, without headers that may hold a secret, without the query, without the tokens of one-time links. */
export function accessLog(file: string): string {
  const fields = Object.entries(FIELDS).map(([name, value]) => `'"${name}":"${value}"`);
  return `map $request_uri $path_without_secrets {
  "~^/lists/[^/?]" "/lists/...";
  "~^(?<before_token>[^?]*/(setup|join|invitations)/)[^/?]" "$before_token...";
  "~^(?<path>[^?]{1,1000})" $path;
  default '';
}
log_format json escape=json
  '{'
${fields.join(",'\n").replaceAll(/^/gm, '  ')}'
  '}';
access_log ${quote(file)} json;`;
}
