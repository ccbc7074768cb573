import type { SimulatedLine } from '@tocsin/api-contract';

import { JsonPrinter } from './json-printer';
import { inColour, plain } from './paint';
import { PeoplePrinter } from './people-printer';

const trace = [
  { plugin: 'alias', micros: 7, changes: [{ field: 'user.name', before: 'a', after: 'b' }], notes: ['odd'] },
];
const rules = [{ id: 'r-1', title: 'Root', level: 'high' }];
const EVENT: SimulatedLine = {
  outcome: 'event',
  line: 1,
  event: { '@timestamp': '2026-11-26T08:00:00.000Z', message: 'a\u001b[2Jb', 'user.name': 'root' },
  rules,
  trace,
};
const PARKED: SimulatedLine = {
  outcome: 'parked',
  line: 2,
  stage: 'parse',
  code: 'parse.json',
  reason: 'No.',
  trace: [],
};
const DROPPED: SimulatedLine = { outcome: 'dropped', line: 3, rule: 'noise', trace: [] };
const JOINED: SimulatedLine = { outcome: 'joined', line: 4, to: 1 };

describe(JsonPrinter.name, () => {
  const print = (line: SimulatedLine, traces = false) => JSON.parse(new JsonPrinter(traces).print(line)) as unknown;

  it('prints the event alone, or in few words what became of the line', () => {
    expect(print(EVENT)).toEqual(EVENT.event);
    expect(print(PARKED)).toEqual({ line: 2, parked: 'No.' });
    expect(print(DROPPED)).toEqual({ line: 3, dropped: 'noise' });
    expect(print(JOINED)).toEqual({ line: 4, joined: 1 });
  });

  it('prints with the trace all that is known', () => {
    expect(print(EVENT, true)).toEqual({ line: 1, event: EVENT.event, rules, trace });
    expect(print(PARKED, true)).toEqual({ line: 2, parked: 'No.', stage: 'parse', code: 'parse.json', trace: [] });
    expect(print(DROPPED, true)).toEqual({ line: 3, dropped: 'noise', trace: [] });
  });
});

describe(PeoplePrinter.name, () => {
  it('shows control characters of a log instead of obeying them, and uses no colour unless told to', () => {
    const text = new PeoplePrinter(plain, true).print(EVENT);
    expect(text).toContain('a\\x1b[2Jb');
    expect(text).not.toContain('\u001b');
    expect(new PeoplePrinter(inColour, false).print(EVENT)).toContain('\u001b[36muser.name\u001b[0m=root');
  });

  it('names fields, rules and, with the trace, what plug-ins changed', () => {
    const text = new PeoplePrinter(plain, true).print(EVENT);
    for (const part of ['user.name=root', 'matches Root (high, r-1)', 'alias 7 µs', 'user.name: a → b', 'note: odd'])
      expect(text).toContain(part);
    expect(new PeoplePrinter(plain, false).print(EVENT)).not.toContain('alias');
  });

  it('says of each line that is no event what became of it, and sums up', () => {
    const printer = new PeoplePrinter(plain, false);
    expect(printer.print(PARKED)).toContain('parked at parse (parse.json): No.');
    expect(printer.print(DROPPED)).toContain('dropped by rule noise');
    expect(printer.print(JOINED)).toContain('joined to line 1');
    expect(printer.end()).toBe('1 line(s) joined to another, 1 dropped, 1 parked.\n');
    expect(new PeoplePrinter(plain, false).end()).toBe('No lines.\n');
  });
});
