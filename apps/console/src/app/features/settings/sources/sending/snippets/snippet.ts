import type { Target } from './target';

/** How one shipper is set up. */
export interface Snippet {
  /** Stands in the address of the page. */
  readonly id: string;
  /** Heading in docs/sending-events.md too. */
  readonly title: string;
  /** What to know before using it; one or two sentences. */
  readonly note: string;
  parts(target: Target): readonly SnippetPart[];
}

/** One file or command. */
export interface SnippetPart {
  /** File it belongs in, or what it does. */
  readonly title: string;
  readonly language: 'conf' | 'javascript' | 'json' | 'python' | 'shell' | 'yaml';
  readonly text: string;
}

/** Lines of a configuration; those that do not apply are left out. */
export function lines(...given: readonly (string | false | undefined)[]): string {
  return given.filter((line) => line !== false && line !== undefined).join('\n');
}
