import type { Command } from '../commands/command';
import { markHits, paletteGroups, typedAlert, typedIncident } from './palette-items';

function command(label: string, section: Command['section'], patch: Partial<Command> = {}): Command {
  return { id: label, label, section, run: () => undefined, ...patch };
}

describe('the palette', () => {
  const commands = [
    command('Copy link', 'Anywhere'),
    command('Alerts: Open', 'Go to'),
    command('Take A-1', 'On the open alert'),
    command('Next', 'This list', { keysOnly: true }),
    command('Preview', 'This list', { handledByWidget: true }),
  ];

  it('offers what is open first and leaves out what is only a key', () => {
    expect(
      paletteGroups(commands, '').map((group) => [group.section, group.items.map((item) => item.command.id)]),
    ).toEqual([
      ['On the open alert', ['Take A-1']],
      ['Go to', ['Alerts: Open']],
      ['Anywhere', ['Copy link']],
    ]);
  });

  it('finds by every typed word, in any order and case', () => {
    expect(paletteGroups(commands, 'OPEN al').flatMap((group) => group.items.map((item) => item.command.id))).toEqual([
      'Alerts: Open',
    ]);
  });

  it('marks what was typed', () => {
    expect(markHits('Alerts: Open', ['open', 'al'])).toEqual([
      { text: 'Al', hit: true },
      { text: 'erts: ', hit: false },
      { text: 'Open', hit: true },
    ]);
    expect(markHits('Alerts', ['ale', 'lert'])).toEqual([
      { text: 'Ale', hit: true },
      { text: 'rts', hit: false },
    ]);
  });

  it.each([
    ['A-18422', 'A-18422'],
    [' #18422 ', 'A-18422'],
    ['a-7', 'A-7'],
    ['#A-7', 'A-7'],
    ['18422', undefined],
    ['A-7 spray', undefined],
    ['', undefined],
  ])('takes %j for the alert %s', (typed, number) => expect(typedAlert(typed)).toBe(number));

  it.each([
    ['INC-2026-0042', 'INC-2026-0042'],
    [' inc-2026-12345 ', 'INC-2026-12345'],
    ['INC-2026-42', undefined],
    ['A-18422', undefined],
  ])('takes %j for the incident %s', (typed, number) => expect(typedIncident(typed)).toBe(number));
});
