import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../../shippers/alias/alias.normalizer';
import { SyslogLineNormalizer } from '../../shippers/syslog-line/syslog-line.normalizer';
import { SshdNormalizer } from '../../unix/sshd/sshd.normalizer';
import { RepetitionNormalizer } from './repetition.normalizer';

const normalizer = new RepetitionNormalizer();
const MESSAGE = 'message repeated 5 times: [ Failed password for root from 192.0.2.1 port 4000 ssh2]';

describe(RepetitionNormalizer.name, () => {
  describeNormalizerContract({
    normalizer,
    options: {},
    event: anEvent({ message: MESSAGE }),
    context: { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} },
  });

  it.each([
    ['last message repeated 3 times', { 'tocsin.repeat': 3 }],
    ['-- last message repeated 1 time --', { 'tocsin.repeat': 1 }],
    [
      'message repeated 2 times: [a]',
      { 'tocsin.repeat': 2, message: 'a', 'event.original': 'message repeated 2 times: [a]' },
    ],
    ['message repeated often: [a]', {}],
  ])('reads %j', (message, expected) => {
    expect(normalizer.claims(anEvent({ message }))).toBe(true);
    expect(normalizer.normalize(anEvent({ message }))).toEqual(expected);
  });

  it.each(['message', 'lasting', 'the last message repeated 3 times'])('leaves %j alone', (message) => {
    expect(normalizer.claims(anEvent({ message }))).toBe(false);
  });

  it('lets those who know the program understand the message it stands for', async () => {
    const plugins = [new AliasNormalizer(), new SyslogLineNormalizer(), normalizer, new SshdNormalizer()];
    const [event] = await normalized(plugins, [{ message: `Nov 24 10:00:00 web sshd[7]: ${MESSAGE}` }]);
    expect(event).toMatchObject({ 'event.action': 'ssh_failed', 'user.name': 'root', 'tocsin.repeat': 5 });
  });
});
