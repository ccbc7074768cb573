import { accessLog } from './conf/access-log';
import { indent, quote } from './conf/conf-text';
import { routes } from './conf/routes';
import { senders } from './conf/senders';
import { upstream } from './conf/upstream';

/** Certificate files, absolute or relative to nginx's prefix. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** Authority of the certificates shippers may show in place of a key. Absent: none is asked for. */
  readonly clientCaFile?: string;
}

/** What differs between one place nginx runs in and another. */
export interface NginxConfOptions {
  /** Plain HTTP. Absent: TLS only. */
  readonly httpPort?: number;
  readonly httpsPort: number;
  /** Address both ports are opened on; 127.0.0.1 when absent. */
  readonly address?: string;
  /** `host:port` of every ingest. */
  readonly ingest: readonly string[];
  /** `host:port` of every api. None: a front end for shippers alone. */
  readonly api: readonly string[];
  readonly pki: TlsFiles;
  /** Folder for process id and buffers, absolute or relative to nginx's prefix; `.` when absent. */
  readonly scratchDir?: string;
  /** Where one JSON line for each request goes; {@link ACCESS_LOG} in the scratch folder when absent. */
  readonly accessLogFile?: string;
}

/** Name of the access log in the scratch folder. */
export const ACCESS_LOG = 'access.log';

/**
 * nginx in front of Tocsin. What shippers send goes to ingest, everything else to the api, which also serves the console.
 * Why some requests are closed without an answer stands in docs/adr/0006 and 0009.
 */
export function renderNginxConf(options: NginxConfOptions): string {
  // Lines of the error log above this level quote the whole request line, and some protocols carry their key in the query.
  return `# Written by Tocsin; changes are lost at the next start.
daemon off;
worker_processes auto;
pid ${quote(`${scratchOf(options)}/nginx.pid`)};
error_log stderr crit;
events { worker_connections 4096; }
http {
${indent(httpSection(options))}
}
`;
}

function httpSection(options: NginxConfOptions): string {
  const parts = [
    scratch(options),
    'server_tokens off;\ndefault_type application/octet-stream;',
    tls(options.pki),
    senders(options.pki.clientCaFile !== undefined),
    accessLog(options.accessLogFile ?? `${scratchOf(options)}/${ACCESS_LOG}`),
    PROXYING,
    upstream('ingest', options.ingest),
    ...(options.api.length > 0 ? [upstream('api', options.api)] : []),
    server(options),
  ];
  return parts.join('\n\n');
}

function scratchOf({ scratchDir = '.' }: NginxConfOptions): string {
  return scratchDir;
}

function scratch(options: NginxConfOptions): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return kinds.map((kind) => `${kind}_temp_path ${quote(`${scratchOf(options)}/tmp/${kind}`)};`).join('\n');
}

function tls({ certFile, keyFile, clientCaFile }: TlsFiles): string {
  const lines = [
    `ssl_certificate ${quote(certFile)};`,
    `ssl_certificate_key ${quote(keyFile)};`,
    'ssl_protocols TLSv1.2 TLSv1.3;',
    'ssl_session_cache shared:tls:10m;',
  ];
  if (clientCaFile !== undefined)
    lines.push(
      `ssl_client_certificate ${quote(clientCaFile)};`,
      '# A client may do without; one that shows a certificate which does not hold is refused (495 below).',
      'ssl_verify_client optional;',
      'ssl_verify_depth 3;',
    );
  return lines.join('\n');
}

/** All headers at this level: one in a location would drop every other. */
const PROXYING = `map $http_upgrade $connection_header { default upgrade; '' ''; }
proxy_http_version 1.1;
proxy_set_header Connection $connection_header;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Host $http_host;
# Ours in place of whatever the client says: behind it these are believed. An empty one is not sent at all.
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Proto $scheme;
proxy_set_header X-Request-Id $sane_request_id;
proxy_set_header X-Client-Verify $certificate_verdict;
proxy_set_header X-Client-DN $certificate_subject;
proxy_connect_timeout 2s;
# Never a second time what may have been taken already: without non_idempotent a POST that was sent stays with its server. A
# PUT may be sent again, as HTTP says it may; ingest gives the same bytes the same ids.
proxy_next_upstream error timeout;

client_header_timeout 15s;
client_body_timeout 30s;
send_timeout 30s;`;

function server(options: NginxConfOptions): string {
  const { address = '127.0.0.1', httpPort, httpsPort } = options;
  const plain = httpPort === undefined ? '' : `listen ${address}:${httpPort};\n`;
  return `server {
${indent(`${plain}# From nginx 1.25.1 on "http2 on;" is asked for instead, with a warning; older ones do not know that.
listen ${address}:${httpsPort} ssl http2;
add_header Strict-Transport-Security $transport_security always;

${routes(options.api.length > 0)}`)}
}`;
}
