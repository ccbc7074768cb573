import type { SecurityEvent } from '@tocsin/event-model';
import { foldCase, textReader, valueReader, type ValueReader } from '@tocsin/query';

/** An event whose values are read and folded once, whoever asks for them. Events are taken up one after the other. */
export class FoldedEvent {
  private readonly numbers = new Map<string, number>();
  private readonly readers: ValueReader[] = [];
  private readonly values: (readonly string[] | undefined)[] = [];
  private allTexts: readonly string[] | undefined;
  private readonly readTexts = textReader();
  private event: Readonly<SecurityEvent>;

  /** The number by which a field is asked for. */
  numberOf(field: string): number {
    const known = this.numbers.get(field);
    if (known !== undefined) return known;
    this.numbers.set(field, this.readers.length);
    this.values.push(undefined);
    return this.readers.push(valueReader(field)) - 1;
  }

  take(event: Readonly<SecurityEvent>): void {
    this.event = event;
    this.values.fill(undefined);
    this.allTexts = undefined;
  }

  /** Values of a field as folded text; none when the event does not have it. */
  of(field: number): readonly string[] {
    return (this.values[field] ??= foldedBy(this.readers[field]!, this.event));
  }

  /** Everything that is text to a reader of logs. */
  texts(): readonly string[] {
    return (this.allTexts ??= foldedBy(this.readTexts, this.event));
  }
}

const NONE: readonly string[] = [];

function foldedBy(read: ValueReader, event: Readonly<SecurityEvent>): readonly string[] {
  let values: string[] | undefined;
  read(event, (value) => {
    (values ??= []).push(foldCase(String(value)));
    return false;
  });
  return values ?? NONE;
}
