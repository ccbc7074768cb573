import { stringify } from 'yaml';

import { CLUSTER_APPS, clusterEnvironment, embeddedEnvironment } from '../topology';

const IMAGE = 'tocsin:${TOCSIN_VERSION:-latest}';
const APP_PORT = 8080;
const NOTE = ' Made by "npm run generate" from apps/cli/src/generate/compose.ts; change that, not this.\n';

type Service = Readonly<Record<string, unknown>>;

/** Settings that hold a password are read from a secret: `X` becomes `X_FILE`. */
function fromSecrets(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) =>
      value.startsWith('/run/secrets/') ? [`${name}_FILE`, value] : [name, value],
    ),
  );
}

function secret(name: string): string {
  return `/run/secrets/${name}`;
}

function app(
  role: string,
  environment: Record<string, string>,
  dependsOn: readonly string[],
  secrets: readonly string[],
): Service {
  return {
    image: IMAGE,
    build: { context: '..', dockerfile: 'docker/Dockerfile' },
    command: [role],
    environment: { TOCSIN_HTTP_HOST: '0.0.0.0', TOCSIN_HTTP_PORT: String(APP_PORT), ...fromSecrets(environment) },
    secrets,
    depends_on: Object.fromEntries(dependsOn.map((name) => [name, { condition: 'service_healthy' }])),
    healthcheck: health([
      'CMD',
      'node',
      '-e',
      `fetch('http://127.0.0.1:${APP_PORT}/healthz').then((r) => process.exit(r.ok ? 0 : 1))`,
    ]),
    init: true,
    read_only: true,
    tmpfs: ['/tmp'],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    restart: 'unless-stopped',
    stop_grace_period: '15s',
  };
}

function health(test: readonly string[]): Service {
  return { test, interval: '5s', timeout: '5s', retries: 24, start_period: '10s' };
}

const postgres: Service = {
  image: 'postgres:18-bookworm',
  environment: { POSTGRES_USER: 'tocsin', POSTGRES_DB: 'tocsin', POSTGRES_PASSWORD_FILE: secret('postgres_password') },
  secrets: ['postgres_password'],
  volumes: ['postgres:/var/lib/postgresql'],
  healthcheck: health(['CMD', 'pg_isready', '-U', 'tocsin']),
  restart: 'unless-stopped',
};

/** One node, or `--profile three-brokers` for a quorum of three. */
function rabbitmq(number: number): Service {
  return {
    image: 'rabbitmq:4-management',
    hostname: `rabbitmq-${number}`,
    environment: { RABBITMQ_NODENAME: `rabbit@rabbitmq-${number}` },
    env_file: ['./secrets/rabbitmq.env'],
    volumes: [
      `rabbitmq-${number}:/var/lib/rabbitmq`,
      './rabbitmq/10-tocsin.conf:/etc/rabbitmq/conf.d/10-tocsin.conf:ro',
      './secrets/rabbitmq_user.conf:/etc/rabbitmq/conf.d/20-user.conf:ro',
    ],
    healthcheck: health(['CMD', 'rabbitmq-diagnostics', '-q', 'check_port_connectivity']),
    restart: 'unless-stopped',
    ...(number === 1 ? {} : { profiles: ['three-brokers'] }),
  };
}

const elasticsearch: Service = {
  image: 'docker.elastic.co/elasticsearch/elasticsearch:9.5.3',
  environment: {
    'discovery.type': 'single-node',
    'xpack.security.http.ssl.enabled': 'false',
    ES_JAVA_OPTS: '-Xms1g -Xmx1g',
  },
  // The image reads password files only with owner and mode that a bind mount cannot give.
  env_file: ['./secrets/elasticsearch.env'],
  volumes: ['elasticsearch:/usr/share/elasticsearch/data'],
  healthcheck: health([
    'CMD-SHELL',
    'curl -su "elastic:$$ELASTIC_PASSWORD" "127.0.0.1:9200/_cluster/health?wait_for_status=yellow&timeout=1s" | grep -q \'"timed_out":false\'',
  ]),
  ulimits: { nofile: { soft: 65_536, hard: 65_536 } },
  restart: 'unless-stopped',
};

const nginx: Service = {
  image: 'nginx:1.28',
  volumes: ['./nginx/nginx.conf:/etc/nginx/nginx.conf:ro', './secrets/pki:/etc/nginx/pki:ro'],
  ports: ['443:8443'],
  depends_on: { ingest: { condition: 'service_healthy' }, api: { condition: 'service_healthy' } },
  healthcheck: health(['CMD', 'nginx', '-t', '-q']),
  restart: 'unless-stopped',
};

function files(...names: readonly string[]): Record<string, { file: string }> {
  return Object.fromEntries(names.map((name) => [name, { file: `./secrets/${name}` }]));
}

function document(content: object): string {
  return `#${NOTE}${stringify(content, { lineWidth: 0 })}`;
}

/** `docker/compose.yml`: nginx, RabbitMQ, Elasticsearch, PostgreSQL and one container per app. */
export function clusterCompose(): string {
  const urls = {
    postgres: secret('database_url'),
    rabbitmq: secret('messaging_url'),
    elasticsearch: secret('store_url'),
  };
  const own = ['database_url', 'messaging_url', 'store_url'];
  const engines = ['postgres', 'rabbitmq-1', 'elasticsearch'];
  const apps = CLUSTER_APPS.map((name) => [name, app(name, clusterEnvironment(urls), engines, own)] as const);
  return document({
    name: 'tocsin',
    services: {
      nginx,
      ...Object.fromEntries(apps),
      postgres,
      'rabbitmq-1': rabbitmq(1),
      'rabbitmq-2': rabbitmq(2),
      'rabbitmq-3': rabbitmq(3),
      elasticsearch,
    },
    volumes: { postgres: {}, 'rabbitmq-1': {}, 'rabbitmq-2': {}, 'rabbitmq-3': {}, elasticsearch: {} },
    secrets: files('postgres_password', ...own),
  });
}

/** `docker/compose.small.yml`: one container for everything, and PostgreSQL. */
export function smallCompose(): string {
  const small = app('standalone', embeddedEnvironment(secret('database_url')), ['postgres'], ['database_url']);
  return document({
    name: 'tocsin-small',
    services: { tocsin: { ...small, ports: [`127.0.0.1:8350:${APP_PORT}`] }, postgres },
    volumes: { postgres: {} },
    secrets: files('postgres_password', 'database_url'),
  });
}
