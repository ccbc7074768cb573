import { RuleError } from '../rules/rule-error';

/** Values by the name of the placeholder (`admins` for `%admins%`), in Sigma's notation: `*` and `?` are wildcards. */
export type Placeholders = ReadonlyMap<string, readonly string[]>;

const PLACEHOLDER = /%([\w-]+)%/;
const MOST_TEXTS = 20_000;

/**
 * Every text that one with placeholders stands for.
 * @throws {RuleError} for a placeholder without values.
 */
export function expanded(text: string, placeholders: Placeholders): string[] {
  let texts = [''];
  let rest = text;
  for (let found = PLACEHOLDER.exec(rest); found !== null; found = PLACEHOLDER.exec(rest)) {
    const before = rest.slice(0, found.index);
    const values = valuesOf(found[1]!, placeholders);
    texts = texts.flatMap((start) => values.map((value) => start + before + value));
    if (texts.length > MOST_TEXTS)
      throw new RuleError(`The placeholders make more than ${MOST_TEXTS} values.`, 'Use fewer of them in one value.');
    rest = rest.slice(found.index + found[0].length);
  }
  return texts.map((start) => start + rest);
}

function valuesOf(name: string, placeholders: Placeholders): readonly string[] {
  const values = placeholders.get(name);
  if (values !== undefined && values.length > 0) return values;
  throw new RuleError(
    `The placeholder %${name}% has no values.`,
    `Write them into placeholders.yml of the folder of rules: ${name}: [first, second].`,
  );
}
