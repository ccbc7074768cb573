import { Logger } from '@nestjs/common';
import { StoreUnavailable } from '@tocsin/event-store';
import { BusUnavailable } from '@tocsin/messaging';
import { eventually } from '@tocsin/testing';

import { Persistence, Stopping } from './persistence';
import { StartConditions } from './start-conditions';

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

beforeAll(() => {
  Logger.overrideLogger(false);
});
afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
});

describe(Persistence.name, () => {
  it.each([new StoreUnavailable('away'), new BusUnavailable('away'), refused])('outlasts %p', async (trouble) => {
    let tries = 0;
    const done = await new Persistence().untilDone('try', () => {
      tries += 1;
      return tries < 3 ? Promise.reject(trouble) : Promise.resolve('done');
    });
    expect([done, tries]).toEqual(['done', 3]);
  });

  it('does not repeat what waiting cannot mend', async () => {
    let tries = 0;
    const failing = new Persistence().untilDone('try', () => {
      tries += 1;
      return Promise.reject(new TypeError('wrong'));
    });
    await expect(failing).rejects.toThrow(TypeError);
    expect(tries).toBe(1);
  });

  it('lets what can be done still be done when the service stops, and gives up what would have to wait', async () => {
    const persistence = new Persistence();
    const waiting = persistence.untilDone('wait', () => Promise.reject(refused));
    const outcome = expect(waiting).rejects.toThrow(Stopping);
    persistence.stop();
    await outcome;
    expect(await persistence.untilDone('end', () => Promise.resolve('done'))).toBe('done');
  });
});

describe(StartConditions.name, () => {
  it('holds the start until everything is loaded, and says what is missing', async () => {
    const conditions = new StartConditions(new Persistence());
    let isAway = true;
    let isStarted = false;
    conditions.add('the lists', () => (isAway ? Promise.reject(refused) : Promise.resolve()));
    const starting = conditions.whenMet('start', () => {
      isStarted = true;
      return Promise.resolve();
    });
    expect(conditions.missing).toEqual(['the lists']);
    expect(isStarted).toBe(false);
    isAway = false;
    await starting;
    await eventually(() => isStarted);
    expect(conditions.missing).toEqual([]);
  });

  it('never starts with something that cannot be loaded', async () => {
    const conditions = new StartConditions(new Persistence());
    conditions.add('the lists', () => Promise.reject(new TypeError('wrong')));
    let isStarted = false;
    await conditions.whenMet('start', () => {
      isStarted = true;
      return Promise.resolve();
    });
    expect([isStarted, conditions.missing]).toEqual([false, ['the lists']]);
  });
});
