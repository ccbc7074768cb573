import { readFileSync } from 'node:fs';

import type { SecurityEvent } from '@tocsin/event-model';
import { corpus } from '@tocsin/testing';

import { normalized } from '../../../testing/normalized';
import { RepetitionNormalizer } from '../common/repetition/repetition.normalizer';
import { AliasNormalizer } from '../shippers/alias/alias.normalizer';
import { SyslogLineNormalizer } from '../shippers/syslog-line/syslog-line.normalizer';
import { AccountsNormalizer } from './accounts/accounts.normalizer';
import { PamNormalizer } from './pam/pam.normalizer';
import { PrivilegeNormalizer } from './privilege/privilege.normalizer';
import { SshdNormalizer } from './sshd/sshd.normalizer';

const PLUGINS = [
  new AliasNormalizer(),
  new SyslogLineNormalizer(),
  new RepetitionNormalizer(),
  new SshdNormalizer(),
  new PamNormalizer(),
  new PrivilegeNormalizer(),
  new AccountsNormalizer(),
];
const AGREED = [
  ...['user.name', 'source.address', 'source.ip', 'source.domain', 'event.outcome', 'event.action'],
  ...['host.name', 'process.name', 'process.pid'],
];
const RATE = 0.99;

/** The lines have no year, so they are received soon after they were written. */
const CASES = [
  { name: 'OpenSSH_2k', receivedAt: '2017-12-10T12:00:00.000Z', logins: 638 },
  { name: 'Linux_2k', receivedAt: '2005-07-28T00:00:00.000Z', logins: 490 },
];

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
}

/** What an event and the reference say differently; blank when they agree. */
function difference(event: SecurityEvent, reference: SecurityEvent): string {
  const said = (from: SecurityEvent, field: string) => JSON.stringify(from[field]);
  const differing = AGREED.filter((field) => said(event, field) !== said(reference, field));
  const isSameTime = Date.parse(event['@timestamp']) === Date.parse(reference['@timestamp']);
  const isSameCount = event['tocsin.repeat'] === reference['event.repeat'];
  return [...differing, ...(isSameTime ? [] : ['@timestamp']), ...(isSameCount ? [] : ['tocsin.repeat'])].join(', ');
}

describe('lines of logins that a real host wrote', () => {
  for (const { name, receivedAt, logins } of CASES) {
    const log = corpus(`syslog/${name}.log`);
    const truth = corpus(`syslog/${name}.ecs.jsonl`);

    (log && truth ? it : it.skip)(
      `agree with the reference of ${name} on who, whence, when and with what outcome`,
      async () => {
        const lines = linesOf(log ?? '').map((message) => ({ message }));
        const events = await normalized(PLUGINS, lines, { receivedAt });
        const references = linesOf(truth ?? '')
          .map((line) => JSON.parse(line) as SecurityEvent & { line: number })
          .filter((reference) => reference['event.category'] === 'authentication');
        const differences = references
          .map((reference) => `${difference(events[reference.line - 1] as SecurityEvent, reference)}`)
          .filter((difference) => difference !== '');
        const rate = 1 - differences.length / references.length;
        expect(references).toHaveLength(logins);
        const told = `${(rate * 100).toFixed(2)} % agree; of the others differ: ${differences.slice(0, 20).join(' | ')}`;
        expect({ isEnough: rate >= RATE, told }).toEqual({ isEnough: true, told });
      },
    );
  }
});
