import { CLUSTER_APPS, clusterEnvironment, embeddedEnvironment, type ClusterApp } from '../topology';
import { APP_PORT, appService } from './app-service';
import { composeFile, secret, secretFiles, type Service } from './compose-parts';
import { elasticsearch, postgres, rabbitmq } from './engine-services';
import { nginx } from './nginx-service';

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
    volumes: { nginx: {}, postgres: {}, 'rabbitmq-1': {}, 'rabbitmq-2': {}, 'rabbitmq-3': {}, elasticsearch: {} },
    secrets: secretFiles('postgres_password', 'database_url', 'messaging_url', 'store_url'),
  });
}

function clusterApp(name: ClusterApp): Service {
  const engines = ['postgres', 'rabbitmq-1'];
  if (name !== 'ingest') engines.push('elasticsearch');
  return appService(name, { environment: environmentOf(name), dependsOn: engines });
}

/** What an app reads and no more; ingest has no business with the store and so no password of it. */
function environmentOf(name: ClusterApp): Record<string, string> {
  const shared = clusterEnvironment({
    postgres: secret('database_url'),
    rabbitmq: secret('messaging_url'),
    elasticsearch: secret('store_url'),
  });
  if (name === 'ingest')
    return Object.fromEntries(Object.entries(shared).filter(([variable]) => !variable.startsWith('TOCSIN_STORE_')));
  // nginx tells the browser's scheme and address; nobody else reaches the api from these private networks.
  if (name === 'api') return { ...shared, TOCSIN_API_TRUSTED_PROXIES: 'uniquelocal' };
  return shared;
}

/** `docker/compose.small.yml`: one container for everything, and PostgreSQL. */
export function smallCompose(): string {
  const environment = embeddedEnvironment(secret('database_url'));
  const tocsin = appService('standalone', { environment, dependsOn: ['postgres'] });
  return composeFile({
    name: 'tocsin-small',
    services: { tocsin: { ...tocsin, ports: [`127.0.0.1:8350:${APP_PORT}`] }, postgres },
    volumes: { postgres: {} },
    secrets: secretFiles('postgres_password', 'database_url'),
  });
}
