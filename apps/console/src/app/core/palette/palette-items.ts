import type { Command, CommandSection } from '../commands/command';

/** A part of a label; `hit` parts are what was typed. */
export interface LabelPart {
  readonly text: string;
  readonly hit: boolean;
}

export interface PaletteItem {
  readonly command: Command;
  readonly parts: readonly LabelPart[];
}

export interface PaletteGroup {
  readonly section: CommandSection;
  readonly items: readonly PaletteItem[];
}

/** What is open comes first, then where one may go, then everything else; a search is what is left when nothing is called that. */
const ORDER: readonly CommandSection[] = [
  'On the selected alerts',
  'On the open alert',
  'On the open incident',
  'On the entity',
  'Go to',
  'This list',
  'Anywhere',
  'Search',
];

/** The commands whose label holds every typed word, by section. */
export function paletteGroups(commands: readonly Command[], typed: string): PaletteGroup[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const items = commands
    .filter((command) => !command.keysOnly && !command.handledByWidget)
    .filter((command) => words.every((word) => command.label.toLowerCase().includes(word)))
    .map((command) => ({ command, parts: markHits(command.label, words) }));
  return ORDER.map((section) => ({
    section,
    items: items.filter((item) => item.command.section === section),
  })).filter((group) => group.items.length > 0);
}

/** The number of the alert that was typed or pasted: `A-18422`, `a-18422`, `#18422`. */
export function typedAlert(typed: string): string | undefined {
  const match = /^\s*(?:#\s*(?:A-)?|A-)(\d{1,18})\s*$/i.exec(typed);
  return match ? `A-${match[1] ?? ''}` : undefined;
}

/** The number of the incident that was typed or pasted: `INC-2026-0042`, also in small letters. */
export function typedIncident(typed: string): string | undefined {
  const match = /^\s*(INC-\d{4}-\d{4,9})\s*$/i.exec(typed);
  return match?.[1]?.toUpperCase();
}

/** Cuts a label at the first occurrence of each word. */
export function markHits(label: string, words: readonly string[]): LabelPart[] {
  const lower = label.toLowerCase();
  const hits = words
    .map((word) => ({ from: lower.indexOf(word), to: lower.indexOf(word) + word.length }))
    .sort((one, other) => one.from - other.from);
  const parts: LabelPart[] = [];
  let done = 0;
  for (const { from, to } of hits) {
    if (from < done) continue;
    parts.push({ text: label.slice(done, from), hit: false }, { text: label.slice(from, to), hit: true });
    done = to;
  }
  parts.push({ text: label.slice(done), hit: false });
  return parts.filter((part) => part.text !== '');
}
