/** Tags to put on and to take off. */
export interface TagWish {
  readonly add: string[];
  readonly remove: string[];
}

const TAG = /^[a-z0-9][a-z0-9._-]{0,31}$/;

/** Reads `scan office -unclear`; answers what is wrong with it where something is. */
export function readTags(typed: string): TagWish | { readonly trouble: string } {
  const words = typed
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (words.length === 0) return { trouble: 'Type at least one tag.' };
  const wrong = words.find((word) => !TAG.test(word.replace(/^[-+]/, '')));
  if (wrong !== undefined)
    return { trouble: `“${wrong}” is no tag: 1 to 32 letters, digits, dots, underscores or hyphens.` };
  const remove = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
  const add = words.filter((word) => !word.startsWith('-')).map((word) => word.replace(/^\+/, ''));
  return { add: [...new Set(add)].filter((tag) => !remove.includes(tag)), remove: [...new Set(remove)] };
}
