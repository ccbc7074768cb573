/** Whom the fields `user.*` are about: who acted, or whose account it is. */
export type Actor = 'subject' | 'target' | 'none';
/** What the other account of the event is. */
export type Other = 'user.target' | 'user.effective' | 'group' | 'none';

/** What one kind of event means in ECS's words. */
export interface WindowsKind {
  readonly action: string;
  readonly category: readonly string[];
  readonly type: readonly string[];
  /** `status`: success when the status in its data is 0. Not given: as the audit says. */
  readonly outcome?: 'success' | 'failure' | 'status';
  readonly actor: Actor;
  readonly other: Other;
}

export type KindOptions = Partial<Pick<WindowsKind, 'outcome' | 'actor' | 'other'>>;
export type KindTable = Readonly<Record<number, WindowsKind>>;

/** Categories and types are lists of words with blanks between. */
export function kind(action: string, category: string, type: string, options: KindOptions = {}): WindowsKind {
  const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
  return { action, category: words(category), type: words(type), actor: 'subject', other: 'none', ...options };
}

/** Kinds that differ by their number alone. */
export function kinds(numbers: readonly number[], one: WindowsKind): KindTable {
  return Object.fromEntries(numbers.map((number) => [number, one]));
}
