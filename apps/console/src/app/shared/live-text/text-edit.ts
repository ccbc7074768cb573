/** One change of a text: at a place so many characters give way to others. Places count as JavaScript does. */
export interface TextEdit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** What turns one text into another: the shortest stretch in the middle that differs; `undefined` when nothing does. */
export function editBetween(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { at: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) };
}

/** Where a place is after somebody else changed the text: behind what was inserted before it. */
export function movedPlace(place: number, { at, removed, inserted }: TextEdit): number {
  if (place <= at) return place;
  if (place >= at + removed) return place + inserted.length - removed;
  return at + inserted.length;
}
