import { readEscape, shorthandRanges, withoutCase } from './character-class';
import { UnsharedSyntax, type CodeRange, type RegexNode } from './regex-syntax';

const MAX_DEPTH = 50;
const MAX_REPEAT = 255;

/**
 * Reads the part of RE2 that other engines can be given too. The pattern is one that RE2 took.
 * @throws {UnsharedSyntax} naming what is left out.
 */
export function parseRegex(pattern: string, flags: string): RegexNode {
  const parser = new RegexParser(pattern, flags.includes('i'), flags.includes('s'), flags.includes('m'));
  return parser.whole();
}

class RegexParser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly pattern: string,
    private uncased: boolean,
    private dotAll: boolean,
    private multiline: boolean,
  ) {}

  whole(): RegexNode {
    const node = this.choice();
    if (this.at < this.pattern.length) throw new UnsharedSyntax('unbalanced )');
    return node;
  }

  private choice(): RegexNode {
    if (++this.depth > MAX_DEPTH) throw new UnsharedSyntax('deeper groups');
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    this.depth--;
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  private sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.at < this.pattern.length && !/[|)]/.test(this.pattern[this.at]!)) {
      const part = this.atom();
      if (part) parts.push(this.repeated(part));
    }
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  private atom(): RegexNode | undefined {
    if (this.take('(')) return this.group();
    if (this.take('[')) return this.characterClass();
    if (this.take('.')) return { kind: 'class', ranges: this.dotAll ? [] : [[0x0a, 0x0a]], negated: true };
    if (this.take('^')) return this.anchor('start');
    if (this.take('$')) return this.anchor('end');
    if (this.take('\\')) return this.escape();
    const code = this.pattern.codePointAt(this.at)!;
    this.at += code > 0xffff ? 2 : 1;
    return this.character(code);
  }

  private anchor(kind: 'start' | 'end'): RegexNode {
    if (this.multiline) throw new UnsharedSyntax('anchors of single lines (flag m)');
    return { kind };
  }

  private escape(): RegexNode {
    if (this.take('A')) return { kind: 'start' };
    if (this.take('z')) return { kind: 'end' };
    const ranges = this.shorthand();
    return ranges ? { kind: 'class', ranges, negated: false } : this.character(this.escapedCode());
  }

  private shorthand(): readonly CodeRange[] | undefined {
    const ranges = shorthandRanges(this.pattern[this.at], this.uncased);
    if (ranges) this.at++;
    return ranges;
  }

  private escapedCode(): number {
    const { code, end } = readEscape(this.pattern, this.at);
    this.at = end;
    return code;
  }

  private character(code: number): RegexNode {
    return { kind: 'class', ranges: this.folded(code, code), negated: false };
  }

  private folded(low: number, high: number): readonly CodeRange[] {
    return this.uncased ? withoutCase([[low, high]]) : [[low, high]];
  }

  private group(): RegexNode | undefined {
    const { uncased, dotAll, multiline } = this;
    const head = /^\?(?:P?<\w+>|([imsU]*)(?:-([imsU]+))?([:)]))/.exec(this.pattern.slice(this.at));
    if (!head && this.pattern[this.at] === '?') throw new UnsharedSyntax('special groups');
    this.at += head?.[0].length ?? 0;
    this.setFlags(head?.[1] ?? '', true);
    this.setFlags(head?.[2] ?? '', false);
    // `(?i)` stands to the end of the group around it.
    if (head?.[3] === ')') return undefined;
    const node = this.choice();
    if (!this.take(')')) throw new UnsharedSyntax('unbalanced (');
    Object.assign(this, { uncased, dotAll, multiline });
    return node;
  }

  private setFlags(letters: string, on: boolean): void {
    if (letters.includes('i')) this.uncased = on;
    if (letters.includes('s')) this.dotAll = on;
    if (letters.includes('m')) this.multiline = on;
  }

  private characterClass(): RegexNode {
    const negated = this.take('^');
    const ranges: CodeRange[] = [];
    do ranges.push(...this.classItem());
    while (!this.take(']'));
    return { kind: 'class', ranges, negated };
  }

  private classItem(): readonly CodeRange[] {
    if (this.at >= this.pattern.length) throw new UnsharedSyntax('unbalanced [');
    if (this.pattern.startsWith('[:', this.at)) throw new UnsharedSyntax('[:named:] classes');
    const low = this.classCharacter();
    if (typeof low !== 'number') return low;
    const next = this.pattern[this.at + 1];
    if (this.pattern[this.at] !== '-' || next === ']' || next === undefined) return this.folded(low, low);
    this.at++;
    const high = this.classCharacter();
    if (typeof high !== 'number') throw new UnsharedSyntax('range that ends in a class');
    return this.folded(low, high);
  }

  private classCharacter(): number | readonly CodeRange[] {
    if (this.take('\\')) return this.shorthand() ?? this.escapedCode();
    const code = this.pattern.codePointAt(this.at)!;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private repeated(part: RegexNode): RegexNode {
    const match = /^(?:([*+?])|\{(\d{1,4})(,(\d{0,4}))?\})\??/.exec(this.pattern.slice(this.at));
    if (!match) return part;
    this.at += match[0].length;
    const min = match[1] ? Number(match[1] === '+') : Number(match[2]);
    const max = match[1] ? (match[1] === '?' ? 1 : undefined) : upperBound(min, match[3], match[4]);
    if (Math.max(min, max ?? 0) > MAX_REPEAT) throw new UnsharedSyntax(`more than ${MAX_REPEAT} repeats`);
    return this.repeated({ kind: 'repeat', part, min, max });
  }

  private take(character: string): boolean {
    if (this.pattern[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

function upperBound(min: number, comma: string | undefined, max: string | undefined): number | undefined {
  if (comma === undefined) return min;
  return max ? Number(max) : undefined;
}
