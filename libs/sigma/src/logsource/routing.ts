import { all, any, not, type Expr } from '@tocsin/query';

import { RuleError } from '../rules/rule-error';
import type { LogSource } from '../rules/rule';
import { is } from './expressions';
import { windowsCategory } from './windows-routing';

/** Since OpenSSH 9.8 the session and the authentication are programs of their own. */
const SSH_PROGRAMS = ['sshd', 'sshd-session', 'sshd-auth'];
const LOGIN_PROGRAMS = [
  ...SSH_PROGRAMS,
  'su',
  'sudo',
  'login',
  'pam',
  'systemd-logind',
  'polkitd',
  'useradd',
  'usermod',
  'groupadd',
  'adduser',
  'gpasswd',
];

/** What a category is in our fields. A category that is absent here is looked for under its own name. */
const CATEGORIES: Readonly<Record<string, Expr>> = {
  antivirus: is('event.category', 'malware'),
  authentication: is('event.category', 'authentication'),
  database: is('event.category', 'database'),
  dns: all([is('event.category', 'network'), is('network.protocol', 'dns')]),
  dns_query: all([is('event.category', 'network'), is('network.protocol', 'dns')]),
  file_event: is('event.category', 'file'),
  firewall: is('event.category', 'network'),
  network_connection: is('event.category', 'network'),
  process_creation: all([is('event.category', 'process'), is('event.type', 'start')]),
  proxy: any([is('event.module', 'squid', 'proxy'), is('tocsin.category', 'proxy')]),
  webserver: any([is('event.category', 'web'), is('event.module', 'apache', 'nginx', 'httpd', 'iis')]),
};

/** Products whose events are told by something else than their name as module or dataset. */
const PRODUCTS: Readonly<Record<string, Expr>> = {
  // Rules for Google's office call it a service of its cloud.
  gcp: any([
    is('event.module', 'gcp', 'google_workspace'),
    { kind: 'starts', field: 'event.dataset', value: 'gcp.', cased: false },
  ]),
  fortigate: is('event.module', 'fortinet', 'fortigate'),
  // A Linux event carries the name of the program that wrote it; the service or category says which.
  linux: not(any([is('event.module', 'windows'), is('host.os.type', 'windows', 'macos')])),
  macos: any([is('event.module', 'macos'), is('host.os.type', 'macos')]),
  // What every event has gone through, whoever sent it.
  tocsin: { kind: 'constant', value: true },
};

const SERVICES: Readonly<Record<string, Expr>> = {
  apache: any([is('event.module', 'apache', 'httpd'), is('process.name', 'apache', 'apache2', 'httpd')]),
  auditd: any([is('event.module', 'auditd'), is('process.name', 'auditd', 'audit')]),
  auth: any([is('event.category', 'authentication'), is('process.name', ...LOGIN_PROGRAMS)]),
  clamav: any([is('event.module', 'clamav'), is('process.name', 'clamav', 'clamd', 'clamscan', 'freshclam')]),
  cron: is('process.name', 'cron', 'crond', 'crontab', 'anacron'),
  // Its dataset is named for the log, and there is only one.
  okta: is('event.module', 'okta'),
  kernel: is('process.name', 'kernel'),
  sshd: any([is('event.module', 'sshd'), is('process.name', ...SSH_PROGRAMS)]),
  syslog: { kind: 'exists', field: 'process.name' },
};

/** Services that our events of a product do not tell apart. */
const SERVICES_TOGETHER: Readonly<Record<string, Expr>> = {
  // What IOS writes has one form, whatever of it speaks.
  'cisco aaa': is('event.dataset', 'cisco.ios'),
  'cisco bgp': is('event.dataset', 'cisco.ios'),
  'cisco ldp': is('event.dataset', 'cisco.ios'),
  'fortigate event': is('event.module', 'fortinet', 'fortigate'),
  // One log has the records of all of them.
  'm365 exchange': is('event.dataset', 'm365.audit'),
  'm365 threat_detection': is('event.dataset', 'm365.audit'),
  'm365 threat_management': is('event.dataset', 'm365.audit'),
};

/** Which of our events a log source means. */
export function routing({ category, product, service }: LogSource): Expr {
  const parts: Expr[] = [];
  if (product !== undefined) parts.push(productExpr(product));
  if (service !== undefined) parts.push(lookup(SERVICES, service) ?? serviceExpr(product, service));
  if (category !== undefined) parts.push(categoryExpr(product, category));
  return all(parts.filter((part) => part.kind !== 'constant' || !part.value));
}

/** @throws {RuleError} when none of the three words is there. */
export function readLogSource(data: unknown): LogSource {
  const words = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  const source: LogSource = Object.fromEntries(
    (['category', 'product', 'service'] as const).flatMap((key) => wordEntry(key, words[key])),
  );
  if (Object.keys(source).length === 0)
    throw new RuleError('The rule has no log source.', 'Give it a category, a product or a service.');
  return source;
}

function wordEntry(key: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string' || value.trim() === '')
    throw new RuleError(`logsource.${key} is no text.`, 'Write it as one word.', [key]);
  return [[key, value.trim().toLowerCase()]];
}

function categoryExpr(product: string | undefined, category: string): Expr {
  const ofWindows = product === 'windows' ? windowsCategory(category) : undefined;
  const own = ofWindows ?? lookup(CATEGORIES, category);
  if (own !== undefined) return own;
  // Of a product it says nothing more.
  if (category === 'application' && product !== undefined) return { kind: 'constant', value: true };
  return is('tocsin.category', category);
}

function productExpr(product: string): Expr {
  const known = lookup(PRODUCTS, product);
  const dataset: Expr = { kind: 'starts', field: 'event.dataset', value: `${product}.`, cased: false };
  return known ?? any([is('event.module', product), dataset, is('tocsin.application', product)]);
}

/** `cloudtrail` of `aws` is the dataset aws.cloudtrail; alone it may be a module or a program. */
function serviceExpr(product: string | undefined, service: string): Expr {
  if (product === undefined || product === 'linux' || product === 'tocsin')
    return any([is('event.module', service), is('process.name', service)]);
  const own = is('event.dataset', `${product}.${service}`, service);
  const together = lookup(SERVICES_TOGETHER, `${product} ${service}`);
  return together === undefined ? own : any([own, together]);
}

function lookup(table: Readonly<Record<string, Expr>>, name: string): Expr | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
