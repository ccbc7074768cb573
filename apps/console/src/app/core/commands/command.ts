/** Where a command stands in the shortcut help and in the palette. */
export type CommandSection =
  | 'On the open alert'
  | 'On the selected alerts'
  | 'On the open incident'
  | 'On the entity'
  | 'This list'
  | 'Go to'
  | 'Anywhere'
  | 'Search';

/** Something a person can do on the screen at hand, by key, by the palette, or both. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly section: CommandSection;
  /** As {@link keyOf} names it: `j`, `?`, `ctrl+k`, `enter`; two after each other with a blank: `g a`. */
  readonly keys?: string;
  /** A second key for the same. */
  readonly alsoKeys?: string;
  readonly icon?: string;
  /** Only listed: the widget that has the focus acts on the key itself. */
  readonly handledByWidget?: boolean;
  /** Left out of the palette, for what only makes sense as a key. */
  readonly keysOnly?: boolean;
  run(): void;
}
