import { aStatus, NOW } from '../../../../testing/fixtures';
import { doubts } from './doubts';

const now = new Date(NOW);

describe('doubts about an empty list', () => {
  it('are none while all is well', () => expect(doubts(aStatus(), false, now)).toEqual([]));

  it.each([
    ['the state is not known', undefined, false, 'not known'],
    ['the server is silent', aStatus(), true, 'does not answer'],
    ['no rule is loaded', aStatus({ detection: { coveredUntil: null, rulesLoaded: 0 } }), false, 'No rule'],
    [
      'the queue stands',
      aStatus({ queue: { ok: false, detail: 'RabbitMQ is away.', depth: null, fronts: [] } }),
      false,
      'RabbitMQ is away.',
    ],
    ['the store is away', aStatus({ storage: { ok: false, detail: 'It is full.' } }), false, 'It is full.'],
    [
      'detection is late',
      aStatus({ detection: { coveredUntil: '2026-11-24T11:54:37.000Z', rulesLoaded: 12 } }),
      false,
      'Detection is 10 min behind',
    ],
  ])('are said when %s', (_case, status, isStale, words) => {
    expect(doubts(status, isStale, now).join(' ')).toContain(words);
  });
});
