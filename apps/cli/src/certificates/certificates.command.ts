import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { makeClientCertificate } from '@tocsin/engines';
import { InvalidArgumentError, type Command } from 'commander';

import { CommandFailure, EXIT } from '../exit-codes';
import { usualDataFolder } from '../project';

const CLIENT_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/** Adds `tocsin certificates create`. */
export function addCertificatesCommand(program: Command): Command {
  const certificates = program
    .command('certificates')
    .description('Certificates with which shippers may send in place of a key, in the cluster size.');
  certificates
    .command('create')
    .argument('<name>', 'name in its subject, such as web-servers', parseName)
    .option('--data <folder>', 'data folder of Tocsin', (folder) => resolve(folder), usualDataFolder)
    .description('Make a certificate, signed by the private CA of the data folder. It is good for 825 days.')
    .action((name: string, { data }: { data: string }) => createCertificate(name, join(data, 'pki')));
  return certificates;
}

function parseName(name: string): string {
  if (!CLIENT_NAME.test(name))
    throw new InvalidArgumentError('Use letters, digits, dot, dash and underscore, at most 63 characters.');
  return name;
}

async function createCertificate(name: string, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'ca.key')))
    throw new CommandFailure(
      `there is no CA in ${folder}. The first ./tocsin up --cluster makes it; name its folder with --data.`,
      EXIT.missing,
    );
  const { certFile, keyFile, subject } = await makeClientCertificate(folder, name);
  process.stdout.write(
    `Subject      ${subject}\nCertificate  ${certFile}\nKey          ${keyFile}\nServer's CA  ${join(folder, 'ca.pem')}\n`,
  );
}
