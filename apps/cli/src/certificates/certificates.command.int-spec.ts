import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { ensurePrivateCa } from '@tocsin/engines';
import { freshFolder } from '@tocsin/testing';
import { Command } from 'commander';

import { CommandFailure } from '../exit-codes';
import { addCertificatesCommand } from './certificates.command';

async function create(data: string, name: string): Promise<void> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addCertificatesCommand(program).commands.forEach((command) => command.exitOverride());
  await program.parseAsync(['certificates', 'create', name, '--data', data], { from: 'user' });
}

describe('tocsin certificates create', () => {
  beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
  afterEach(() => jest.restoreAllMocks());

  it('makes a certificate for clients that the CA of the data folder has signed', async () => {
    const data = freshFolder('certificates');
    const { caFile } = await ensurePrivateCa(join(data, 'pki'), ['localhost']);
    await create(data, 'web-servers');
    const [certFile = '', keyFile = ''] = ['pem', 'key'].map((kind) => join(data, `pki/clients/web-servers.${kind}`));
    const certificate = new X509Certificate(readFileSync(certFile));
    expect([certificate.subject, certificate.ca]).toEqual(['CN=web-servers', false]);
    expect(certificate.verify(new X509Certificate(readFileSync(caFile)).publicKey)).toBe(true);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('says what is missing where there is no CA yet', async () => {
    await expect(create(freshFolder('certificates'), 'web')).rejects.toThrow(CommandFailure);
  });

  it('takes no name that is a path', async () => {
    await expect(create(freshFolder('certificates'), '../server')).rejects.toThrow('Use letters');
  });
});
