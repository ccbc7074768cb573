import { SystemClock } from '@tocsin/clock';
import { AnswerFailed, NobodyAnswers, SIMULATE_QUESTION } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { eventually } from '@tocsin/testing';

import { Persistence } from '../batch/persistence';
import { StartConditions } from '../batch/start-conditions';
import { SimulationUnderTest } from '../testing/simulation-under-test';
import { SimulationAnswers } from './simulation-answers';

const LIMIT_MS = 10_000;

describe(SimulationAnswers.name, () => {
  const bus = new InMemoryMessageBus();
  let simulation: SimulationUnderTest;
  let answers: SimulationAnswers;
  const conditions = new StartConditions(new Persistence());
  let haveRules = () => {};
  beforeAll(async () => {
    simulation = await SimulationUnderTest.start();
    conditions.add('the rules', () => new Promise((resolve) => (haveRules = resolve)));
    answers = new SimulationAnswers(bus, simulation.simulation, new SystemClock(), conditions);
    answers.onApplicationBootstrap();
  });
  afterAll(() => simulation.stop());

  it('does not answer by half of what it will know', async () => {
    await expect(bus.ask(SIMULATE_QUESTION, { lines: ['a'] }, LIMIT_MS)).rejects.toThrow(NobodyAnswers);
    haveRules();
    const answer = () => bus.ask(SIMULATE_QUESTION, { lines: ['a'] }, LIMIT_MS).catch(() => undefined);
    await expect(eventually(answer)).resolves.toMatchObject({ lines: [{ outcome: 'event' }] });
  });

  it('answers with what the lines would become, by their numbers', async () => {
    const question = { lines: ['{"summary":"1"}', ' ', '{"broken'], receivedAt: '2026-11-26T12:00:00+01:00' };
    expect(await bus.ask(SIMULATE_QUESTION, question, LIMIT_MS)).toMatchObject({
      lines: [
        { outcome: 'event', line: 1, event: { message: '1', 'event.ingested': '2026-11-26T11:00:00.000Z' } },
        { outcome: 'parked', line: 3 },
      ],
    });
  });

  it('does not answer what is no such question, nor any after it stopped', async () => {
    await expect(bus.ask(SIMULATE_QUESTION, { lines: [] }, LIMIT_MS)).rejects.toThrow(AnswerFailed);
    await answers.onModuleDestroy();
    await expect(bus.ask(SIMULATE_QUESTION, { lines: ['a'] }, LIMIT_MS)).rejects.toThrow(NobodyAnswers);
  });
});
