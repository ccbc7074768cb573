import type { SimulatedLine, SimulationTraceStep } from '@tocsin/api-contract';

import { shortened, visible, type Colour, type Paint } from './paint';
import type { Printer } from './printer';

type Event = Extract<SimulatedLine, { outcome: 'event' }>;

const MAX_MESSAGE = 160;
const MAX_VALUE = 120;
const MARGIN = ' '.repeat(8);
/** What a person looks for first, in this order. */
const SHOWN = [
  ...['event.module', 'event.action', 'event.outcome', 'host.name', 'process.name', 'user.name', 'source.ip'],
  ...['source.geo.country_iso_code', 'destination.ip', 'destination.port', 'url.original'],
];

/** A few lines for each line, for people. */
export class PeoplePrinter implements Printer {
  private readonly counts = new Map<SimulatedLine['outcome'], number>();

  constructor(
    private readonly paint: Paint,
    private readonly traces: boolean,
  ) {}

  print(line: SimulatedLine): string {
    this.counts.set(line.outcome, (this.counts.get(line.outcome) ?? 0) + 1);
    const trace = this.traces && 'trace' in line ? line.trace.flatMap((step) => this.stepLines(step)) : [];
    return [...this.outcomeLines(line), ...trace].map((text) => `${text}\n`).join('');
  }

  end(): string {
    const counted = (['event', 'joined', 'dropped', 'parked'] as const)
      .filter((outcome) => this.counts.has(outcome))
      .map((outcome) => `${this.counts.get(outcome)?.toLocaleString('en')} ${NAMES[outcome]}`);
    return `${this.paint('bold', counted.length === 0 ? 'No lines.' : `${counted.join(', ')}.`)}\n`;
  }

  private outcomeLines(one: SimulatedLine): string[] {
    const number = this.paint('dim', String(one.line).padStart(6));
    switch (one.outcome) {
      case 'event':
        return [`${number}  ${this.headline(one)}`, ...this.fieldLine(one), ...this.ruleLines(one)];
      case 'parked':
        return [`${number}  ${this.word('bad', 'parked')} at ${one.stage} (${one.code}): ${visible(one.reason)}`];
      case 'dropped':
        return [`${number}  ${this.word('odd', 'dropped')} by rule ${visible(one.rule)}`];
      case 'joined':
        return [`${number}  ${this.word('dim', 'joined')} to line ${one.to}`];
    }
  }

  private headline({ event }: Event): string {
    const message = shortened(visible(textOf(event['message'])), MAX_MESSAGE);
    return `${this.paint('dim', textOf(event['@timestamp']))}  ${message}`;
  }

  private fieldLine({ event }: Event): string[] {
    const shown = SHOWN.filter((field) => event[field] !== undefined && event[field] !== null).map(
      (field) => `${this.paint('name', field)}=${this.value(event[field])}`,
    );
    return shown.length === 0 ? [] : [MARGIN + shown.join(' ')];
  }

  private ruleLines({ rules }: Event): string[] {
    return rules.map(
      ({ title, level, id }) => `${MARGIN}${this.word('odd', 'matches')} ${visible(title)} (${level}, ${id})`,
    );
  }

  private stepLines({ plugin, micros, changes, notes }: SimulationTraceStep): string[] {
    const changed = changes.map(({ field, before, after }) => {
      const was = before === undefined ? '' : `${this.value(before)} → `;
      return `${MARGIN}  ${this.paint('name', visible(field))}: ${was}${after === undefined ? '(removed)' : this.value(after)}`;
    });
    return [
      `${MARGIN}${this.paint('bold', plugin)} ${this.paint('dim', `${micros} µs`)}`,
      ...changed,
      ...notes.map((note) => `${MARGIN}  ${this.word('odd', 'note')}: ${visible(note)}`),
    ];
  }

  private word(colour: Colour, text: string): string {
    return this.paint(colour, text);
  }

  private value(value: unknown): string {
    return shortened(visible(textOf(value)), MAX_VALUE);
  }
}

const NAMES: Readonly<Record<SimulatedLine['outcome'], string>> = {
  event: 'event(s)',
  joined: 'line(s) joined to another',
  dropped: 'dropped',
  parked: 'parked',
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
