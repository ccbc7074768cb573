import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { EngineName } from '../engine-name';
import { chromiumPath, installChromium } from './chromium';
import { unpackPackages, type PackageChoice } from './debian-packages';
import { elasticsearchHome, fetchElasticsearch } from './elasticsearch-package';
import { findJava } from './find-java';
import { postgresHome } from './postgres-home';

/** How one engine is had. */
export interface Supply {
  /** Whether it is there. @throws {EngineUnavailable} when it cannot be made to be. */
  isThere(enginesDir: string): boolean;
  /** What the getting is called in a line of progress. */
  readonly task: string;
  /** Gets it into that folder, which then takes its place under the engines; it may hold what an earlier try left. */
  fetch(into: string): Promise<void>;
}

const ERLANG =
  'asn1 base crypto eldap ftp inets mnesia os-mon parsetools public-key runtime-tools snmp ssl syntax-tools tftp tools xmerl';

const RABBITMQ = ['rabbitmq-server', ...ERLANG.split(' ').map((part) => `erlang-${part}`)];

/** What emulator and server load or call at run time and a slim system lacks. */
const RABBITMQ_NEEDS = ['libsctp1', 'libwrap0', 'logrotate', 'socat'];
const NGINX_NEEDS: readonly PackageChoice[] = ['libpcre2-8-0', 'zlib1g', ['libssl3t64', 'libssl3']];
const RSYSLOG = ['rsyslog', 'rsyslog-elasticsearch', 'rsyslog-openssl', 'libestr0', 'libfastjson4', 'liblognorm5'];
const SYSLOG_NG: readonly PackageChoice[] = [
  ...['syslog-ng-core', 'syslog-ng-mod-http', 'syslog-ng-scl', 'libivykis0', 'libwrap0', 'libjson-c5'],
  ['libnet1', 'libnet9'],
  ['libpcre3', 'libpcre2-8-0'],
];

export const CATALOGUE: Readonly<Record<EngineName, Supply>> = {
  postgres: {
    task: 'comes with npm ci',
    isThere: () => postgresHome() !== '',
    fetch: () => Promise.resolve(),
  },
  rabbitmq: fromDebian('rabbitmq', [...RABBITMQ, ...RABBITMQ_NEEDS], 'unpacking RabbitMQ and Erlang (35 MB)'),
  nginx: fromDebian('nginx', ['nginx', 'nginx-common', ...NGINX_NEEDS], 'unpacking nginx (4 MB)'),
  rsyslog: fromDebian('rsyslog', RSYSLOG, 'unpacking rsyslog, a shipper for the tests (1 MB)', 'rsyslog-openssl'),
  'syslog-ng': fromDebian('syslog-ng', SYSLOG_NG, 'unpacking syslog-ng, a shipper for the tests (2 MB)'),
  elasticsearch: {
    task: 'fetching Elasticsearch by Maven (126 MB)',
    isThere: (enginesDir) => existsSync(elasticsearchHome(enginesDir)) && findJava() !== '',
    fetch: fetchElasticsearch,
  },
  chromium: {
    task: 'installing Chromium by apt-get',
    isThere: () => chromiumPath() !== undefined,
    fetch: installChromium,
  },
};

/** @param sign a package that an engine fetched by an older version of this project lacks. */
function fromDebian(name: EngineName, packages: readonly PackageChoice[], task: string, sign = ''): Supply {
  const place = sign === '' ? '' : join('usr/share/doc', sign);
  return {
    task,
    isThere: (enginesDir) => existsSync(join(enginesDir, name, place)),
    fetch: (into) => unpackPackages(packages, into),
  };
}
