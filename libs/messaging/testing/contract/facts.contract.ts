import { eventually } from '@tocsin/testing';

import { MAX_FACT_BYTES } from '../../src/limits';
import type { MessageBus } from '../../src/message-bus';
import { Opened, type MessageBusHarness } from './harness';

export function describeFacts(harness: () => MessageBusHarness): void {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const connect = (): MessageBus => opened.bus(harness().connect([]));

  describe('a fact', () => {
    it('reaches every listener of its topic on every bus, and nobody else', async () => {
      const [one, two] = [connect(), connect()];
      const heard: unknown[] = [];
      const others: unknown[] = [];
      await one.listen('rule.changed', (fact) => heard.push(['one', fact]));
      await one.listen('rule.changed', (fact) => heard.push(['one again', fact]));
      await two.listen('rule.changed', (fact) => heard.push(['two', fact]));
      await two.listen('alert.changed', (fact) => others.push(fact));
      await two.announce('rule.changed', { id: 7 });
      await eventually(() => heard.length === 3);
      expect(heard).toEqual(
        expect.arrayContaining([
          ['one', { id: 7 }],
          ['one again', { id: 7 }],
          ['two', { id: 7 }],
        ]),
      );
      expect(others).toEqual([]);
    });

    it('needs no listener', async () => {
      await expect(connect().announce('nobody.listens', {})).resolves.toBeUndefined();
    });

    it('is not heard any more by who stopped listening, and a listener that throws keeps nobody from hearing', async () => {
      const bus = connect();
      const heard: unknown[] = [];
      const stopped = await bus.listen('t', () => heard.push('stopped'));
      await bus.listen('t', () => {
        throw new Error('a listener with a mistake');
      });
      await bus.listen('t', (fact) => heard.push(fact));
      await stopped.close();
      await bus.announce('t', 1);
      await eventually(() => heard.length > 0);
      expect(heard).toEqual([1]);
    });

    it('is refused when it is too big for an engine', async () => {
      await expect(connect().announce('t', 'x'.repeat(MAX_FACT_BYTES))).rejects.toThrow(RangeError);
    });
  });
}
