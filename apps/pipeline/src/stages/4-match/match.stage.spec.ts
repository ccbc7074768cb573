import { Logger } from '@nestjs/common';
import { ReadinessChecks } from '@tocsin/observability';
import { anEvent } from '@tocsin/testing';

import { BatchUnderWay } from '../../batch/batch-under-way';
import { bookOf, GivenRules, matchStageOf } from '../../testing/match-stage-of';
import { aBatch, ROOT_RULE } from '../../testing/pipeline-under-test';
import { FolderRules } from './rules/folder-rules';

const ID = '5f0c7a52-6d7e-4f0a-9a51-3b9d4b6d1c11';
const rootFailed = () => {
  const underWay = new BatchUnderWay(aBatch([]), []);
  const event = anEvent({ 'event.action': 'ssh_failed', 'user.name': 'root' });
  underWay.events = [{ id: 'event-1', position: 0, event, context: {} as never }];
  return { underWay, event };
};

beforeAll(() => {
  Logger.overrideLogger(false);
});
afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
});

describe('the stage that matches rules', () => {
  it('works with the good rules and says that others were refused', async () => {
    const [source, checks] = [new GivenRules(), new ReadinessChecks()];
    const stage = await matchStageOf(source, checks);
    await source.give(ROOT_RULE, 'title: no detection');
    const { ready, checks: answers } = await checks.ask();
    expect([ready, stage.ruleCount]).toEqual([true, 1]);
    expect(answers['rules']?.detail).toMatch(/^1 rule\(s\) were refused/);
  });

  it('tags an event with what it matched, and signals it', async () => {
    const source = new GivenRules();
    const stage = await matchStageOf(source);
    await source.give(ROOT_RULE);
    const { underWay, event } = rootFailed();
    stage.run(underWay);
    expect(event).toMatchObject({
      'tocsin.rules': [ID],
      'tocsin.rules_level': ['medium'],
      'tocsin.rules_matched': ['event.action: ssh_failed; user.name: root'],
    });
    expect(underWay.signals.map(({ eventId, signal }) => [eventId, signal.rule.id])).toEqual([['event-1', ID]]);
  });

  it('takes up rules that change, and lets those go that are gone', async () => {
    const source = new GivenRules();
    const stage = await matchStageOf(source);
    const signals = (): number => {
      const { underWay } = rootFailed();
      stage.run(underWay);
      return underWay.signals.length;
    };
    const before = signals();
    await source.give(ROOT_RULE);
    const during = signals();
    await source.give();
    expect([before, during, signals()]).toEqual([0, 1, 0]);
  });

  it('only counts what rules in the shadow match', async () => {
    const source = new GivenRules();
    const stage = await matchStageOf(source);
    await source.giveBook({ ...bookOf(ROOT_RULE), shadows: new Set([ID]) });
    const { underWay, event } = rootFailed();
    stage.run(underWay);
    expect([underWay.shadowed, underWay.signals, event['tocsin.rules']]).toEqual([[ID], [], undefined]);
  });

  it('does not start without a folder of rules where there is no database: it would detect nothing and not say so', async () => {
    const source = new FolderRules({ stock: false, folders: { none: '/nowhere/none' } });
    await expect(matchStageOf(source)).rejects.toThrow(/none/);
  });
});
