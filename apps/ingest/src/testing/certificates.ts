import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensurePrivateCa } from '@tocsin/engines';

const OPENSSL = 'openssl';

/** Files of an authority, of a server it knows at 127.0.0.1 and localhost, and of a sender. */
export interface Certificates {
  readonly folder: string;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCertFile: string;
  readonly clientKeyFile: string;
}

export async function makeCertificates(): Promise<Certificates> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-certificates-'));
  const server = await ensurePrivateCa(folder, ['localhost', '127.0.0.1']);
  const [clientCertFile, clientKeyFile] = [join(folder, 'client.pem'), join(folder, 'client.key')];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', clientKeyFile];
  const authority = ['-CA', server.caFile, '-CAkey', join(folder, 'ca.key')];
  const usage = ['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=clientAuth'];
  const what = ['-subj', '/CN=a-sender', '-days', '2', '-out', clientCertFile];
  execFileSync(OPENSSL, ['req', '-x509', ...newKey, ...authority, ...usage, ...what], { stdio: 'pipe' });
  return { folder, ...server, clientCertFile, clientKeyFile };
}
