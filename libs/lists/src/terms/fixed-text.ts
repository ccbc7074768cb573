/** Of an escape: what follows is one fixed character, not a class, anchor or number. */
const PUNCTUATION = /[!-/:-@[-^`{-~]/;
/** Escapes that more characters belong to; patterns with them are rare enough to be given up on. */
const LONG_ESCAPE = /[QpPxC\d]/;
/** Flags with a sign of repetition behind them repeat what stands before: nobody writes that. */
const REPEATED_FLAGS = /\(\?[\w-]*\)[*+?{]/;
const REPEAT = /\{\d+(?:,\d*)?\}/y;

/**
 * Texts, in lower case, all of which stand in every text the pattern is found in; none when none is to be seen. It looks at
 * what stands outside of groups only: that is enough for the patterns people write, and never wrong.
 * @param pattern one that RE2 took.
 */
export function fixedTexts(pattern: string): readonly string[] {
  const runs = new Runs();
  let depth = 0;
  if (REPEATED_FLAGS.test(pattern)) return [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '|' && depth === 0) return [];
    if (char === '\\') {
      at += 1;
      if (LONG_ESCAPE.test(pattern.charAt(at))) return [];
      if (depth === 0) runs.take(PUNCTUATION.test(pattern.charAt(at)) ? pattern.charAt(at) : '');
    } else if (char === '[') {
      at = endOfClass(pattern, at);
      if (depth === 0) runs.take('');
    } else if (char === '(' || char === ')') {
      depth += char === '(' ? 1 : -1;
      runs.take('');
    } else if (depth === 0) at = takePlain(runs, pattern, at);
  }
  return runs.end();
}

/** @returns where the last character that was taken stands. */
function takePlain(runs: Runs, pattern: string, at: number): number {
  const char = pattern.charAt(at);
  REPEAT.lastIndex = at;
  const repeat = char === '{' ? (REPEAT.exec(pattern)?.[0] ?? '') : '';
  if (repeat !== '' || char === '*' || char === '?') runs.dropLast();
  else runs.take('.^$+'.includes(char) || char > '~' ? '' : char.toLowerCase());
  return at + Math.max(0, repeat.length - 1);
}

/** Collects runs of fixed characters. */
class Runs {
  private readonly texts: string[] = [];
  private run = '';

  /** An empty character ends the run. */
  take(char: string): void {
    if (char === '') this.end();
    else this.run += char;
  }

  /** The last character may be missing. */
  dropLast(): void {
    this.run = this.run.slice(0, -1);
    this.end();
  }

  end(): readonly string[] {
    if (this.run !== '') this.texts.push(this.run);
    this.run = '';
    return this.texts;
  }
}

/** A class ends at the first `]` that is neither first nor escaped nor the end of `[:alpha:]`. */
function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern.charAt(at) === '^') at += 1;
  if (pattern.charAt(at) === ']') at += 1;
  for (; at < pattern.length && pattern.charAt(at) !== ']'; at += 1) {
    if (pattern.charAt(at) === '\\') at += 1;
    else if (pattern.startsWith('[:', at)) at = pattern.indexOf(':]', at) + 1;
  }
  return at;
}
