import { aSignal } from '../grouping/testing/a-signal';
import { decodeSignals } from './decode-signals';

describe(decodeSignals.name, () => {
  it('gives back the signals of a message', () => {
    expect(decodeSignals(Buffer.from(JSON.stringify([aSignal('a')])))).toEqual([aSignal('a')]);
  });

  it('makes NUL visible, which the database cannot keep', () => {
    const [signal] = decodeSignals(Buffer.from(JSON.stringify([{ ...aSignal('a'), reason: 'x\u0000y' }]))) ?? [];
    expect(signal?.reason).toBe('x␀y');
  });

  it.each(['not json', '{}', '[{"id":1}]', '[{"id":"a"}]'])('knows that %s is no message of signals', (body) => {
    expect(decodeSignals(Buffer.from(body))).toBeUndefined();
  });
});
