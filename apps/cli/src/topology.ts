/** The one description of which processes there are and what they are told; the local sizes and docker/ are made from it. */
export const CLUSTER_APPS = ['ingest', 'pipeline', 'alerting', 'api'] as const;
export type ClusterApp = (typeof CLUSTER_APPS)[number];

export interface EngineUrls {
  readonly postgres: string;
  readonly rabbitmq: string;
  readonly elasticsearch: string;
}

const NGINX = 'loopback, uniquelocal';

/** Environment of every app of the cluster size. */
export function clusterEnvironment(urls: EngineUrls): Record<string, string> {
  return {
    TOCSIN_DATABASE_URL: urls.postgres,
    TOCSIN_MESSAGING_KIND: 'rabbitmq',
    TOCSIN_MESSAGING_URL: urls.rabbitmq,
    TOCSIN_STORE_KIND: 'elasticsearch',
    TOCSIN_STORE_URL: urls.elasticsearch,
    // nginx, on this machine or in the private network of the containers: it says who asks, and over what.
    TOCSIN_API_TRUSTED_PROXIES: NGINX,
    TOCSIN_INGEST_TRUSTED_PROXIES: NGINX,
  };
}

/** Environment of the one process of the embedded size: PostgreSQL does all three jobs. */
export function embeddedEnvironment(postgresUrl: string): Record<string, string> {
  return {
    TOCSIN_DATABASE_URL: postgresUrl,
    TOCSIN_MESSAGING_KIND: 'postgres',
    TOCSIN_MESSAGING_URL: postgresUrl,
    TOCSIN_STORE_KIND: 'postgres',
    TOCSIN_STORE_URL: postgresUrl,
    // Nothing stands in front of it, so nobody may say for others who they are.
    TOCSIN_INGEST_TRUSTED_PROXIES: '',
  };
}
