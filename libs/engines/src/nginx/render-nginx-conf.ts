/** Certificate files, absolute or relative to nginx's prefix. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** What differs between one place nginx runs in and another. */
export interface NginxConfOptions {
  /** Plain HTTP. Absent: TLS only. */
  readonly httpPort?: number;
  readonly httpsPort: number;
  /** Address both ports are opened on; 127.0.0.1 when absent. */
  readonly address?: string;
  /** `host:port` of every ingest and every api. */
  readonly ingest: readonly string[];
  readonly api: readonly string[];
  readonly pki: TlsFiles;
  /** Folder for process id and buffers, absolute or relative to nginx's prefix; `.` when absent. */
  readonly scratchDir?: string;
}

/** Largest request body; beyond it 413. */
const BODY_LIMIT = '20m';

/**
 * nginx in front of Tocsin. What shippers send goes to ingest, everything else to the api, which also serves the console.
 * A request for ingest that finds no ingest is closed without an answer: rsyslog takes any answer, an error too, for a
 * delivery and forgets its events, and every other shipper tries again either way. What ingest itself answers passes.
 */
export function renderNginxConf(options: NginxConfOptions): string {
  return `# Written by Tocsin; changes are lost at the next start.
daemon off;
worker_processes auto;
pid ${quote(`${options.scratchDir ?? '.'}/nginx.pid`)};
error_log stderr warn;
events { worker_connections 4096; }
http {
${indent(httpSection(options))}
}
`;
}

function httpSection(options: NginxConfOptions): string {
  const scratch = options.scratchDir ?? '.';
  return `${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${quote(`${scratch}/tmp/${kind}`)};`).join('\n')}
access_log off;
server_tokens off;
client_max_body_size ${BODY_LIMIT};
client_body_buffer_size 256k;

ssl_certificate ${quote(options.pki.certFile)};
ssl_certificate_key ${quote(options.pki.keyFile)};
ssl_protocols TLSv1.2 TLSv1.3;
ssl_session_cache shared:tls:10m;

# All headers at this level: one in a location would drop every other.
map $http_upgrade $connection_header { default upgrade; '' ''; }
proxy_http_version 1.1;
proxy_set_header Connection $connection_header;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Host $http_host;
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Proto $scheme;
proxy_connect_timeout 2s;
# Never a second time what may have been taken already: without non_idempotent a POST that was sent stays with its server.
proxy_next_upstream error timeout;

${upstream('ingest', options.ingest)}
${upstream('api', options.api)}
server {
${indent(serverSection(options))}
}`;
}

function upstream(name: string, servers: readonly string[]): string {
  // Never counted out: one that is back is found by the next request, and one that is away refuses at once.
  const lines = servers.map((server) => `  server ${server} max_fails=0;`);
  // Given up before Node does, after 5 s, so that no request meets a connection that is just being closed.
  return `upstream ${name} {\n${lines.join('\n')}\n  keepalive 64;\n  keepalive_timeout 4s;\n}`;
}

function serverSection({ address = '127.0.0.1', httpPort, httpsPort }: NginxConfOptions): string {
  const plain = httpPort === undefined ? '' : `listen ${address}:${httpPort};\n`;
  return `${plain}listen ${address}:${httpsPort} ssl;

# Everything below /_ is Elasticsearch's tongue: rsyslog asks /_cat/health and, answered, tries again at once.
location ~ ^/(_.*|(events|nxlog|cef|bulk|healthz|custom/[^/]+|[^/]+/_bulk)/?)$ {
  proxy_pass http://ingest;
  error_page 502 504 = @no_ingest;
}
location @no_ingest { return 444; }
location = /metrics { return 404; }
location /ws {
  proxy_pass http://api;
  proxy_read_timeout 1h;
}
location / { proxy_pass http://api; }`;
}

/** As one word of the configuration: paths may hold blanks. */
function quote(path: string): string {
  if (/[\n\r$]/.test(path)) throw new Error(`nginx cannot use a path with $ or a line break in it: ${path}`);
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
