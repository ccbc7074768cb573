import { readFileSync } from 'node:fs';

import Provider from 'oidc-provider';

/** A real provider in a process of its own; says `ready` to its parent. Who signs in as what stands in a file that may change. */
const { port, clients, peopleFile } = JSON.parse(process.argv[2] ?? '{}');

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients,
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
  cookies: { keys: ['of the spec'] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, ...JSON.parse(readFileSync(peopleFile, 'utf8'))[id] }),
  }),
});
provider.listen(port, '127.0.0.1', () => process.send?.('ready'));
