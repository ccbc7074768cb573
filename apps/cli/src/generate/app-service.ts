import { health, secret, type Service } from './compose-parts';

const IMAGE = 'tocsin:${TOCSIN_VERSION:-latest}';

/** The port every app listens on inside its container. */
export const APP_PORT = 8080;

interface AppOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly dependsOn: readonly string[];
}

/** A container of our image. The Dockerfile makes it run as a user without rights; its file system is read-only here. */
export function appService(role: string, { environment, dependsOn }: AppOptions): Service {
  return {
    image: IMAGE,
    build: { context: '..', dockerfile: 'docker/Dockerfile' },
    command: [role],
    environment: {
      TOCSIN_HTTP_HOST: '0.0.0.0',
      TOCSIN_HTTP_PORT: String(APP_PORT),
      ...namingFiles(environment),
    },
    secrets: secretsIn(environment),
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

/** A setting that is a secret is read from its file: `X` becomes `X_FILE`. What Node reads by itself stays as it is. */
function namingFiles(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      isSecret(value) && isSetting(name) ? `${name}_FILE` : name,
      value,
    ]),
  );
}

/** Names of the secrets an environment refers to, and no others: an app is given what it reads. */
function secretsIn(environment: Readonly<Record<string, string>>): string[] {
  const names = Object.values(environment)
    .filter(isSecret)
    .map((value) => value.slice(secret('').length));
  return [...new Set(names)];
}

function isSetting(name: string): boolean {
  return name.startsWith('TOCSIN_');
}

function isSecret(value: string): boolean {
  return value.startsWith(secret(''));
}
