import { renderNginxConf } from '@tocsin/engines';

import { APP_PORT } from './app-service';
import { health, type Service } from './compose-parts';

const HTTPS_PORT = 8443;
/** Of nginx's image, which has no `tmp` in it: a volume makes that. */
const SCRATCH = '/var/cache/nginx';

/** An address is looked up once, at the start: when Compose makes an app anew, nginx starts anew too. */
const restarted = { condition: 'service_healthy', restart: true };

const shared: Service = {
  image: 'nginx:1.28',
  // The image's own command says "daemon off" as our configuration does; nginx refuses to be told twice.
  command: ['nginx'],
  ports: [`443:${HTTPS_PORT}`],
  // Answered by nginx itself, with a 404.
  healthcheck: health(['CMD', 'curl', '-sko', '/dev/null', `https://127.0.0.1:${HTTPS_PORT}/metrics`]),
  security_opt: ['no-new-privileges:true'],
  restart: 'unless-stopped',
};

/** In front of ingest and the api. */
export const nginx: Service = {
  ...shared,
  volumes: volumesWith('nginx.conf'),
  depends_on: { ingest: restarted, api: restarted },
};

/** In front of ingest alone. */
export const frontEndNginx: Service = {
  ...shared,
  volumes: volumesWith('front-end.conf'),
  depends_on: { ingest: restarted },
};

function volumesWith(conf: string): string[] {
  return [
    `./nginx/${conf}:/etc/nginx/nginx.conf:ro`,
    './secrets/pki:/etc/nginx/pki:ro',
    // Uploads to the api that are too long for memory. What shippers send streams through.
    `nginx:${SCRATCH}/tmp`,
  ];
}

/** `docker/nginx/nginx.conf`. */
export function nginxConf(): string {
  return confFor([`api:${APP_PORT}`]);
}

/** `docker/nginx/front-end.conf`. */
export function frontEndNginxConf(): string {
  return confFor([]);
}

function confFor(api: readonly string[]): string {
  return renderNginxConf({
    address: '0.0.0.0',
    httpsPort: HTTPS_PORT,
    ingest: [`ingest:${APP_PORT}`],
    api,
    pki: { certFile: 'pki/server.pem', keyFile: 'pki/server.key', clientCaFile: 'pki/ca.pem' },
    scratchDir: SCRATCH,
    accessLogFile: '/dev/stdout',
  });
}
