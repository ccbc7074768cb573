import { health, secret, type Service } from './compose-parts';

/** Over the network, as the first start also has a server that listens on its socket alone and takes no work. */
export const postgres: Service = {
  image: 'postgres:18-bookworm',
  environment: { POSTGRES_USER: 'tocsin', POSTGRES_DB: 'tocsin', POSTGRES_PASSWORD_FILE: secret('postgres_password') },
  secrets: ['postgres_password'],
  volumes: ['postgres:/var/lib/postgresql'],
  healthcheck: health(['CMD', 'pg_isready', '-q', '-h', '127.0.0.1', '-U', 'tocsin', '-d', 'tocsin']),
  restart: 'unless-stopped',
};

/**
 * One node, or `--profile three-brokers` for a quorum of three. Only the second and the third look for others: the first
 * starts alone, at once, and is there for them to join, so that no start can end in two clusters. The apps reach whichever
 * lives by the name they share.
 */
export function rabbitmq(number: 1 | 2 | 3): Service {
  const joins = number > 1;
  return {
    image: 'rabbitmq:4.2-management',
    hostname: `rabbitmq-${number}`,
    environment: { RABBITMQ_NODENAME: `rabbit@rabbitmq-${number}` },
    env_file: ['./secrets/rabbitmq.env'],
    volumes: [
      `rabbitmq-${number}:/var/lib/rabbitmq`,
      './rabbitmq/10-tocsin.conf:/etc/rabbitmq/conf.d/10-tocsin.conf:ro',
      './secrets/rabbitmq_user.conf:/etc/rabbitmq/conf.d/20-user.conf:ro',
      ...(joins ? ['./rabbitmq/30-join.conf:/etc/rabbitmq/conf.d/30-join.conf:ro'] : []),
    ],
    networks: { default: { aliases: ['rabbitmq'] } },
    // Each question starts an Erlang of its own.
    healthcheck: {
      ...health(['CMD', 'rabbitmq-diagnostics', '-q', 'check_port_connectivity']),
      interval: '10s',
      timeout: '10s',
    },
    restart: 'unless-stopped',
    ...(joins && {
      profiles: ['three-brokers'],
      depends_on: { [`rabbitmq-${number - 1}`]: { condition: 'service_healthy' } },
    }),
  };
}

/** One node, which the pipeline reaches from elsewhere, over TLS. */
export const frontEndRabbitmq: Service = {
  ...rabbitmq(1),
  volumes: [
    ...(rabbitmq(1)['volumes'] as string[]),
    './rabbitmq/15-tls.conf:/etc/rabbitmq/conf.d/15-tls.conf:ro',
    './secrets/pki/server.pem:/etc/rabbitmq/tls/server.pem:ro',
    './secrets/broker.key:/etc/rabbitmq/tls/server.key:ro',
  ],
  ports: ['5671:5671'],
};

export const elasticsearch: Service = {
  image: 'docker.elastic.co/elasticsearch/elasticsearch:9.5.3',
  environment: {
    'discovery.type': 'single-node',
    'xpack.security.enabled': 'true',
    'xpack.security.http.ssl.enabled': 'false',
    'xpack.ml.enabled': 'false',
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
