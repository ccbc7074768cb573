import { randomUUID } from 'node:crypto';

import { eventually } from '@tocsin/testing';

import { MAX_BODY_BYTES } from '../../src/limits';
import { AnswerFailed, AnswerTooLate, BusUnavailable, NobodyAnswers, type MessageBus } from '../../src/message-bus';
import { aHurdle, Opened, type MessageBusHarness } from './harness';

/** Long for a machine that is busy. */
const LIMIT_MS = 20_000;

export function describeQuestions(harness: () => MessageBusHarness): void {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const connect = (): MessageBus => opened.bus(harness().connect([]));
  const aTopic = (): string => `topic-${randomUUID()}`;

  describe('a question', () => {
    it('is answered by who answers on its topic, on whatever bus, each with its own answer', async () => {
      const [asker, answerer] = [connect(), connect()];
      const topic = aTopic();
      await answerer.answer(topic, (question) => Promise.resolve({ said: question }));
      const questions = Array.from({ length: 20 }, (_, nr) => ({ nr, text: 'é' }));
      const answers = await Promise.all(questions.map((question) => asker.ask(topic, question, LIMIT_MS)));
      expect(answers).toEqual(questions.map((said) => ({ said })));
    });

    it('goes to one of several answerers', async () => {
      const [asker, one, two] = [connect(), connect(), connect()];
      const topic = aTopic();
      let asked = 0;
      for (const bus of [one, two]) await bus.answer(topic, () => Promise.resolve((asked += 1)));
      await asker.ask(topic, null, LIMIT_MS);
      await asker.ask(topic, null, LIMIT_MS);
      expect(asked).toBe(2);
    });

    it('and its answer may be large', async () => {
      const bus = connect();
      const topic = aTopic();
      await bus.answer(topic, (question) => Promise.resolve([question, question]));
      const large = 'x'.repeat(5_000_000);
      expect(await bus.ask(topic, large, LIMIT_MS)).toEqual([large, large]);
    });

    it('without anybody to answer it fails soon, also after the last who could stopped', async () => {
      const bus = connect();
      const topic = aTopic();
      await expect(bus.ask(topic, 1, LIMIT_MS)).rejects.toThrow(NobodyAnswers);
      const answering = await bus.answer(topic, () => Promise.resolve(1));
      await bus.ask(topic, 1, LIMIT_MS);
      await answering.close();
      await expect(bus.ask(topic, 1, LIMIT_MS)).rejects.toThrow(NobodyAnswers);
    });

    it('that takes too long is given up, and its late answer is nobody else’s', async () => {
      const bus = connect();
      const topic = aTopic();
      const hurdle = aHurdle();
      await bus.answer(topic, (question) =>
        question === 'slow' ? hurdle.passed.then(() => 'late') : Promise.resolve(question),
      );
      await bus.ask(topic, 'warm', LIMIT_MS);
      await expect(bus.ask(topic, 'slow', 300)).rejects.toThrow(AnswerTooLate);
      hurdle.lift();
      expect(await Promise.all([1, 2, 3].map((nr) => bus.ask(topic, nr, LIMIT_MS)))).toEqual([1, 2, 3]);
    });

    it('whose answerer throws fails with its reason', async () => {
      const bus = connect();
      const topic = aTopic();
      await bus.answer(topic, () => Promise.reject(new Error('no such rule')));
      await expect(bus.ask(topic, 1, LIMIT_MS)).rejects.toThrow(AnswerFailed);
      await expect(bus.ask(topic, 1, LIMIT_MS)).rejects.toThrow(/no such rule/);
    });

    it('that no engine could carry is refused, and so is an answer', async () => {
      const bus = connect();
      const topic = aTopic();
      await bus.answer(topic, () => Promise.resolve('x'.repeat(MAX_BODY_BYTES)));
      await expect(bus.ask(topic, 'x'.repeat(MAX_BODY_BYTES), LIMIT_MS)).rejects.toThrow(RangeError);
      await expect(bus.ask(topic, 1, LIMIT_MS)).rejects.toThrow(/ask for less/);
    });

    it('fails while the engine is away, and is answered again when it is back', async () => {
      const bus = connect();
      const topic = aTopic();
      await bus.answer(topic, (question) => Promise.resolve(question));
      await bus.ask(topic, 1, LIMIT_MS);
      await harness().killEngine();
      await eventually(() => !bus.health().isConnected);
      await expect(bus.ask(topic, 2, LIMIT_MS)).rejects.toThrow(BusUnavailable);
      await harness().startEngine();
      await eventually(
        () =>
          bus.ask(topic, 3, LIMIT_MS).then(
            (answer) => answer === 3,
            () => false,
          ),
        { timeoutMs: 40_000 },
      );
    });
  });
}
