import { CLUSTER_APPS, clusterEnvironment, embeddedEnvironment, type ClusterApp } from '../topology';
import { APP_PORT, appService } from './app-service';
import { composeFile, secret, secretFiles, type Service } from './compose-parts';
import { elasticsearch, frontEndRabbitmq, postgres, rabbitmq } from './engine-services';
import { frontEndNginx, nginx } from './nginx-service';

/** Where ingest keeps events while the broker is away, and what it knows of keys; the image has the folder, with the right owner. */
const FRONT_DOOR = 'front-door:/var/lib/tocsin';

/** `docker/compose.yml`: nginx, RabbitMQ, Elasticsearch, PostgreSQL and one container per app. */
export function clusterCompose(): string {
  return composeFile({
    name: 'tocsin',
    services: {
      nginx,
      ...Object.fromEntries(CLUSTER_APPS.map((name) => [name, clusterApp(name)])),
      postgres,
      'rabbitmq-1': rabbitmq(1),
      'rabbitmq-2': rabbitmq(2),
      'rabbitmq-3': rabbitmq(3),
      elasticsearch,
    },
    volumes: {
      nginx: {},
      postgres: {},
      'rabbitmq-1': {},
      'rabbitmq-2': {},
      'rabbitmq-3': {},
      elasticsearch: {},
      'front-door': {},
    },
    secrets: secretFiles(
      'postgres_password',
      'database_url',
      'secret_key',
      'messaging_url',
      'store_url',
      'front_end_brokers',
      'front_end_cas',
    ),
  });
}

function clusterApp(name: ClusterApp): Service {
  const engines = ['postgres', 'rabbitmq-1'];
  if (readsStore(name)) engines.push('elasticsearch');
  const service = appService(name, { environment: environmentOf(name), dependsOn: engines });
  // Queues and streams are made by the apps, with as many replicas as there are nodes at that moment.
  const lastBroker = { condition: 'service_healthy', required: false };
  return {
    ...service,
    depends_on: { ...(service['depends_on'] as object), 'rabbitmq-3': lastBroker },
    ...(name === 'ingest' && { volumes: [FRONT_DOOR] }),
  };
}

/** Files that are empty, and of no effect, until there is a front end elsewhere. */
const FRONT_ENDS = {
  TOCSIN_PIPELINE_BROKERS: secret('front_end_brokers'),
  NODE_EXTRA_CA_CERTS: secret('front_end_cas'),
};

const PEOPLE = { TOCSIN_ACCESS_SECRET_KEY: secret('secret_key') };

/** What an app reads and no more. */
function environmentOf(name: ClusterApp): Record<string, string> {
  const shared = clusterEnvironment({
    postgres: secret('database_url'),
    rabbitmq: secret('messaging_url'),
    elasticsearch: secret('store_url'),
  });
  const sections = ['DATABASE', 'MESSAGING', ...(readsStore(name) ? ['STORE'] : []), name.toUpperCase()];
  const read = Object.entries(shared).filter(([variable]) =>
    sections.some((section) => variable.startsWith(`TOCSIN_${section}_`)),
  );
  return { ...Object.fromEntries(read), ...(name === 'pipeline' && FRONT_ENDS), ...(name === 'api' && PEOPLE) };
}

/** Ingest has no business with the store, and so no password of it. */
function readsStore(name: ClusterApp): boolean {
  return name !== 'ingest';
}

/** `docker/compose.front-end.yml`: nginx, ingest and a RabbitMQ of their own, for another site; the pipeline fetches from there. */
export function frontEndCompose(): string {
  const ingest = appService('ingest', { environment: environmentOf('ingest'), dependsOn: ['rabbitmq-1'] });
  return composeFile({
    name: 'tocsin-front-end',
    services: { nginx: frontEndNginx, ingest: { ...ingest, volumes: [FRONT_DOOR] }, 'rabbitmq-1': frontEndRabbitmq },
    volumes: { nginx: {}, 'rabbitmq-1': {}, 'front-door': {} },
    secrets: secretFiles('database_url', 'messaging_url'),
  });
}

/** `docker/compose.small.yml`: one container for everything, and PostgreSQL. */
export function smallCompose(): string {
  const environment = { ...embeddedEnvironment(secret('database_url')), ...PEOPLE };
  const tocsin = appService('standalone', { environment, dependsOn: ['postgres'] });
  return composeFile({
    name: 'tocsin-small',
    services: { tocsin: { ...tocsin, ports: [`127.0.0.1:8350:${APP_PORT}`], volumes: [FRONT_DOOR] }, postgres },
    volumes: { postgres: {}, 'front-door': {} },
    secrets: secretFiles('postgres_password', 'database_url', 'secret_key'),
  });
}
