import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { dockerFolderWithSecrets, makeSecrets, root } from '../image/docker-folder';

describe('docker/make-secrets.sh', () => {
  let scratch: string;
  let folder: string;
  const read = (name: string) => readFileSync(join(folder, 'secrets', name), 'utf8');
  const mode = (name: string) => (statSync(join(folder, 'secrets', name)).mode & 0o777).toString(8);

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'tocsin secrets '));
    folder = dockerFolderWithSecrets(scratch, 'logs.example.net');
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('closes the folder to others and leaves open what containers read as users of their own', () => {
    expect(mode('.')).toBe('700');
    for (const name of ['postgres_password', 'database_url', 'rabbitmq_user.conf', 'broker.key', 'pki/server.pem'])
      expect([name, mode(name)]).toEqual([name, '644']);
    expect(mode('pki')).toBe('755');
  });

  it('closes the private keys, and keeps that of the authority out of what nginx is given', () => {
    expect([mode('ca.key'), mode('pki/server.key')]).toEqual(['600', '600']);
    expect(readdirSync(join(folder, 'secrets/pki')).toSorted()).toEqual(['ca.pem', 'server.key', 'server.pem']);
  });

  it('makes a certificate for the name it is given, signed by the authority it made', () => {
    const server = new X509Certificate(read('pki/server.pem'));
    const ca = new X509Certificate(read('pki/ca.pem'));
    expect(server.verify(ca.publicKey)).toBe(true);
    expect(server.checkHost('logs.example.net')).toBe('logs.example.net');
    expect([ca.ca, server.ca]).toEqual([true, false]);
  });

  it('gives engines and apps the same passwords, one for each engine', () => {
    const passwordIn = (name: string) => new URL(read(name)).password;
    const passwords = [passwordIn('database_url'), passwordIn('messaging_url'), passwordIn('store_url')];
    expect(passwords).toEqual([
      read('postgres_password'),
      /default_pass = (.+)/.exec(read('rabbitmq_user.conf'))?.[1],
      read('elasticsearch.env').replace('ELASTIC_PASSWORD=', ''),
    ]);
    expect(new Set(passwords).size).toBe(3);
    for (const password of passwords) expect(password).toMatch(/^[0-9a-f]{48}$/);
  });

  it('replaces nothing', () => {
    const before = read('database_url');
    expect(() => makeSecrets(folder)).toThrow('is there already');
    expect(read('database_url')).toBe(before);
  });

  it('makes a certificate for an address too', () => {
    const other = dockerFolderWithSecrets(mkdtempSync(join(scratch, 'by-address-')), '192.0.2.7');
    const server = new X509Certificate(readFileSync(join(other, 'secrets/pki/server.pem')));
    expect(server.checkIP('192.0.2.7')).toBe('192.0.2.7');
  });
});

describe('docker/entrypoint.sh', () => {
  it('names the roles when it does not know the one it is given', () => {
    expect(() => execFileSync(join(root, 'docker/entrypoint.sh'), ['pipline'], { stdio: 'pipe' })).toThrow(
      'no such role: pipline (ingest, pipeline, alerting, api, standalone, cli)',
    );
  });
});
