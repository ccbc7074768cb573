import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

import {
  dockerFolderWithSecrets,
  finalStage,
  root,
  type ComposeDocument,
  type ComposeService,
} from '../image/docker-folder';
import { clusterCompose, frontEndCompose, smallCompose } from './compose';
import { frontEndNginxConf, nginxConf } from './nginx-service';

const cluster = parse(clusterCompose()) as ComposeDocument;
const small = parse(smallCompose()) as ComposeDocument;
const frontEnd = parse(frontEndCompose()) as ComposeDocument;
const all = [
  ['compose.yml', cluster],
  ['compose.small.yml', small],
  ['compose.front-end.yml', frontEnd],
] as const;

/** Settings by app, from the page that is made of the schemas: variable, and whether it must be given. */
function settingsOf(app: string): Map<string, boolean> {
  const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
  const sections = page.split(/^## /m).slice(1);
  const read = sections.filter((section) => {
    const readers = /Read by (.+)\./.exec(section)?.[1]?.split(', ') ?? [];
    return app === 'standalone' || readers.includes(app);
  });
  const rows = read.flatMap((section) => [...section.matchAll(/^\| `[^`]+` \| `(\w+)` \| (must be given)?/gm)]);
  return new Map(rows.map(([, variable = '', must]) => [variable, must !== undefined]));
}

function ownServices({ services }: ComposeDocument): [string, ComposeService][] {
  return Object.values(services)
    .filter(({ build }) => build !== undefined)
    .map((service) => [service.command?.[0] ?? '', service]);
}

function mounts({ volumes = [] }: ComposeService): string[] {
  return volumes.map((volume) => volume.split(':', 1)[0] ?? '');
}

/** Settings; Node has some of its own. */
const given = (service: ComposeService) =>
  Object.keys(service.environment ?? {})
    .filter((name) => !name.startsWith('NODE_'))
    .map((name) => name.replace(/_FILE$/, ''));

describe.each(all)('%s', (_name, compose) => {
  const services = Object.entries(compose.services);
  let scratch: string;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'tocsin-compose-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('tells each app only what that app reads', () => {
    for (const [role, service] of ownServices(compose)) {
      const settings = settingsOf(role);
      expect(settings.size).toBeGreaterThan(3);
      expect([role, given(service).filter((name) => !settings.has(name))]).toEqual([role, []]);
    }
  });

  it('tells each app all it must be told', () => {
    for (const [role, service] of ownServices(compose)) {
      const needed = [...settingsOf(role)].filter(([, isNeeded]) => isNeeded).map(([name]) => name);
      expect(given(service)).toEqual(expect.arrayContaining(needed));
    }
  });

  it('waits only for services that start with it and that tell when they are well', () => {
    for (const [name, service] of services) {
      for (const [other, { condition, required = true }] of Object.entries(service.depends_on ?? {})) {
        const needed = compose.services[other];
        expect([name, condition, needed?.healthcheck !== undefined]).toEqual([name, 'service_healthy', true]);
        if (!service.profiles && required) expect([name, other, needed?.profiles]).toEqual([name, other, undefined]);
      }
    }
  });

  it('gives every service a health check and a way back up', () => {
    for (const [name, { healthcheck, restart }] of services)
      expect([name, healthcheck?.test.length, restart]).toEqual([name, expect.any(Number), 'unless-stopped']);
  });

  it('declares the volumes and secrets it uses, and no others', () => {
    const volumes = services.flatMap(([, service]) => mounts(service).filter((mount) => !mount.startsWith('.')));
    expect(Object.keys(compose.volumes).toSorted()).toEqual([...new Set(volumes)].toSorted());
    const secrets = services.flatMap(([, service]) => service.secrets ?? []);
    expect(Object.keys(compose.secrets).toSorted()).toEqual([...new Set(secrets)].toSorted());
  });

  it('gives a service the secrets its environment names, and no others', () => {
    for (const [name, { environment = {}, secrets = [] }] of services) {
      const named = Object.values(environment).filter((value) => value.startsWith('/run/secrets/'));
      expect([name, new Set(named)]).toEqual([name, new Set(secrets.map((secret) => `/run/secrets/${secret}`))]);
    }
  });

  it('refers to files that are there once make-secrets.sh has run', () => {
    const folder = dockerFolderWithSecrets(scratch);
    const files = [
      ...Object.values(compose.secrets).map(({ file }) => file),
      ...services.flatMap(([, service]) => service.env_file ?? []),
      ...services.flatMap(([, service]) => mounts(service).filter((mount) => mount.startsWith('.'))),
    ];
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  it('holds no password', () => {
    for (const [, { environment = {} }] of services) {
      const telling = Object.keys(environment).filter((name) => /PASS|SECRET|COOKIE|TOKEN|_URL/.test(name));
      expect(telling.filter((name) => !name.endsWith('_FILE'))).toEqual([]);
    }
  });

  it('runs our image without rights', () => {
    for (const [, service] of ownServices(compose))
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    expect(ownServices(compose).map(([, { user }]) => user)).not.toContain('root');
    expect(finalStage().filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
  });
});

describe('the front door', () => {
  it('keeps its spool and its snapshot of keys in a volume, in a folder of the image that it may write', () => {
    for (const service of [cluster.services['ingest'], frontEnd.services['ingest'], small.services['tocsin']])
      expect(service?.volumes).toEqual(['front-door:/var/lib/tocsin']);
    expect(finalStage().join('\n')).toContain(
      'install -d -o node -g node -m 0700 /var/lib/tocsin /var/lib/tocsin/spool',
    );
  });
});

describe('what can be reached from outside', () => {
  const published = ({ services }: ComposeDocument) =>
    Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));

  it('is nginx with TLS, of a front end the broker too, with TLS, or in the small size, without TLS, a port of the own machine', () => {
    expect(published(cluster)).toEqual(['nginx 443:8443']);
    expect(published(frontEnd)).toEqual(['nginx 443:8443', 'rabbitmq-1 5671:5671']);
    expect(published(small)).toEqual(['tocsin 127.0.0.1:8350:8080']);
  });
});

describe('the apps', () => {
  it('are found by nginx under their names and on the port they listen on', () => {
    const servers = [...nginxConf().matchAll(/server ([\w-]+):(\d+) /g)].map(([, name = '', port]) => [name, port]);
    expect(servers.map(([name]) => name)).toEqual(['ingest', 'api']);
    for (const [name, port] of servers)
      expect(cluster.services[name ?? '']?.environment?.['TOCSIN_HTTP_PORT']).toBe(port);
    expect(finalStage()).toContain('EXPOSE 8080');
  });
});

describe('a front end elsewhere', () => {
  it('is known to the pipeline by the brokers and the authorities that stand in two files', () => {
    expect(cluster.services['pipeline']?.environment).toMatchObject({
      TOCSIN_PIPELINE_BROKERS_FILE: '/run/secrets/front_end_brokers',
      NODE_EXTRA_CA_CERTS: '/run/secrets/front_end_cas',
    });
  });

  it('has nginx for ingest alone', () => {
    const servers = [...frontEndNginxConf().matchAll(/server ([\w-]+):\d+ /g)].map(([, name]) => name);
    expect(servers).toEqual(['ingest']);
  });
});

describe('RabbitMQ', () => {
  const nodes = [1, 2, 3].map((number) => cluster.services[`rabbitmq-${number}`]);
  const joins = (service?: ComposeService) => service && mounts(service).includes('./rabbitmq/30-join.conf');

  it('is one node that looks for no others, unless three are asked for', () => {
    expect(nodes.map((node) => node?.profiles)).toEqual([undefined, ['three-brokers'], ['three-brokers']]);
    expect(nodes.map(joins)).toEqual([false, true, true]);
  });

  it('is reached by one name, whichever node lives', () => {
    for (const node of nodes) expect(node?.networks?.default.aliases).toEqual(['rabbitmq']);
  });
});
