const DAY_MS = 86_400_000;
/** A note is written for the next shift, and read for a while after. */
const READ_FOR_MS = 14 * DAY_MS;

/** One shift, half-open. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Begins of shifts as the configuration gives them: `06:00,14:00`. Milliseconds after midnight, UTC, in their order. */
export function shiftStarts(text: string): readonly number[] {
  const minutes = text.split(',').map((time) => {
    const [hours = 0, rest = 0] = time.trim().split(':').map(Number);
    return hours * 60 + rest;
  });
  return [...new Set(minutes)].toSorted((one, other) => one - other).map((minute) => minute * 60_000);
}

/** The shift a moment lies in. */
export function periodAt(at: Date, starts: readonly number[]): Period {
  const midnight = Math.floor(at.getTime() / DAY_MS) * DAY_MS;
  const begins = [-1, 0, 1].flatMap((day) => starts.map((start) => midnight + day * DAY_MS + start));
  const from = begins.filter((begin) => begin <= at.getTime()).at(-1) ?? midnight;
  const to = begins.find((begin) => begin > at.getTime()) ?? midnight + DAY_MS;
  return { from: new Date(from), to: new Date(to) };
}

export function periodBefore({ from }: Period, starts: readonly number[]): Period {
  return periodAt(new Date(from.getTime() - 1), starts);
}

/** Name of the shared text that belongs to a shift: `shift/20261128T0600Z/note`. */
export function noteIdOf({ from }: Period): string {
  return `shift/${from.toISOString().replaceAll(/[-:]/g, '').slice(0, 13)}Z/note`;
}

/** Whether a text of that name belongs to a shift of these weeks: nobody fills the database with notes of the year 3000. */
export function isNoteOfTheseWeeks(textId: string, now: Date, starts: readonly number[]): boolean {
  const parts = /^shift\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z\/note$/.exec(textId);
  if (parts === null) return false;
  const [year, month, day, hour, minute] = parts.slice(1);
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  if (Number.isNaN(at.getTime()) || noteIdOf(periodAt(at, starts)) !== textId) return false;
  return at <= now && now.getTime() - at.getTime() <= READ_FOR_MS;
}
