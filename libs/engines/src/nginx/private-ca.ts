import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

import { EngineUnavailable } from '../engine-errors';
import { EngineUser } from '../server/engine-user';
import { findOnPath, runTool } from '../server/run-tool';

const CA_DAYS = 3650;
const LEAF_DAYS = 825;
const RENEW_BEFORE_MS = 30 * 86_400_000;
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A certificate for our own servers and the authority that signed it. */
export interface PrivateCa {
  /** For clients: the authority's certificate. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * Makes a certificate authority in that folder once, and a server certificate for these names and addresses; the latter again
 * when they change or it is about to expire. Keys have mode 600; the server's belongs to the user engines run as.
 */
export async function ensurePrivateCa(folder: string, hosts: readonly string[]): Promise<PrivateCa> {
  const files = {
    caFile: join(folder, 'ca.pem'),
    certFile: join(folder, 'server.pem'),
    keyFile: join(folder, 'server.key'),
  };
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (!existsSync(files.caFile)) await makeFiles(folder, ['ca.key', 'ca.pem'], makeAuthority);
  if (!isFit(files.certFile, hosts))
    await makeFiles(folder, ['server.key', 'server.pem'], (at) => makeServer(at, folder, hosts));
  const user = new EngineUser();
  for (const file of Object.values(files)) user.ownFile(file);
  return files;
}

/** A certificate a shipper shows in place of a key. */
export interface ClientCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  /** As nginx tells it to ingest: `CN=<name>`. */
  readonly subject: string;
}

/**
 * Makes a certificate for a client by the authority of that folder, below `clients` in it, in place of an earlier one.
 * @param name becomes the name of files and the subject: letters, digits, dot, dash and underscore, 63 at most.
 */
export async function makeClientCertificate(folder: string, name: string): Promise<ClientCertificate> {
  const clients = join(folder, 'clients');
  mkdirSync(clients, { recursive: true, mode: 0o700 });
  const leaf = { file: name, name, extensions: ['extendedKeyUsage=clientAuth'] };
  await makeFiles(clients, [`${name}.key`, `${name}.pem`], (at) => makeLeaf(at, folder, leaf));
  return { certFile: join(clients, `${name}.pem`), keyFile: join(clients, `${name}.key`), subject: `CN=${name}` };
}

/** Made in a folder beside and moved when whole; the certificate, which says that all is there, last. */
async function makeFiles(
  folder: string,
  names: readonly [string, string],
  make: (at: string) => Promise<void>,
): Promise<void> {
  if (findOnPath('openssl') === undefined)
    throw new EngineUnavailable(
      'nginx',
      'its certificate is made by openssl, which is absent',
      'apt-get install openssl',
    );
  const at = mkdtempSync(join(folder, '.new-'));
  try {
    await make(at);
    for (const name of names) renameSync(join(at, name), join(folder, name));
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

async function makeAuthority(at: string): Promise<void> {
  const subject = ['-days', String(CA_DAYS), '-subj', '/CN=Tocsin private CA'];
  const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  const out = ['-keyout', join(at, 'ca.key'), '-out', join(at, 'ca.pem')];
  await runTool(['openssl', 'req', '-x509', ...NEW_KEY, ...subject, ...usage, ...out]);
}

function makeServer(at: string, authority: string, hosts: readonly string[]): Promise<void> {
  const extensions = ['extendedKeyUsage=serverAuth', `subjectAltName=${hosts.map(alternativeName).join(',')}`];
  return makeLeaf(at, authority, { file: 'server', name: hosts[0] ?? 'localhost', extensions });
}

interface Leaf {
  /** Its files are `<file>.pem` and `<file>.key`. */
  readonly file: string;
  readonly name: string;
  readonly extensions: readonly string[];
}

async function makeLeaf(at: string, authority: string, { file, name, extensions }: Leaf): Promise<void> {
  const request = join(at, 'request.csr');
  const extensionFile = join(at, 'extensions');
  writeFileSync(
    extensionFile,
    ['basicConstraints=CA:FALSE', 'keyUsage=digitalSignature', ...extensions].map((line) => `${line}\n`).join(''),
  );
  const out = ['-keyout', join(at, `${file}.key`), '-out', request];
  await runTool(['openssl', 'req', '-new', ...NEW_KEY, '-subj', `/CN=${name}`, ...out]);
  const ca = ['-CA', join(authority, 'ca.pem'), '-CAkey', join(authority, 'ca.key')];
  const serial = ['-set_serial', `0x${crypto.randomUUID().replaceAll('-', '')}`];
  const span = ['-days', String(LEAF_DAYS), '-extfile', extensionFile, '-out', join(at, `${file}.pem`)];
  await runTool(['openssl', 'x509', '-req', '-in', request, ...ca, ...serial, ...span]);
}

function isFit(certFile: string, hosts: readonly string[]): boolean {
  if (!existsSync(certFile)) return false;
  const certificate = new X509Certificate(readFileSync(certFile));
  const isLasting = Date.parse(certificate.validTo) - RENEW_BEFORE_MS > Date.now();
  return isLasting && hosts.every((host) => covers(certificate, host));
}

function covers(certificate: X509Certificate, host: string): boolean {
  return (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined;
}

function alternativeName(host: string): string {
  return `${isIP(host) ? 'IP' : 'DNS'}:${host}`;
}
