import type { VerisEnumeration } from '@tocsin/api-contract';

export type VerisTag = VerisEnumeration['tags'][number];

/** Tags that hold all the words that were typed, in tag or label; those whose value begins with the first word come first. */
export function matchingTags(tags: readonly VerisTag[], typed: string, most: number): readonly VerisTag[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  if (first === '') return [];
  const found = tags.filter(({ tag, label }) => {
    const text = `${tag} ${label}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const rank = ({ tag }: VerisTag): number => (valueOf(tag).toLowerCase().startsWith(first) ? 0 : 1);
  return found.toSorted((one, other) => rank(one) - rank(other)).slice(0, most);
}

/** `Ransomware` of `action.malware.variety.Ransomware`. */
function valueOf(tag: string): string {
  return tag.slice(tag.lastIndexOf('.') + 1);
}
