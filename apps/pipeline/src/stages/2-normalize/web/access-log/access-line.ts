import { readAddress } from '../../values/address';

/** A line of an access log in the common format or one of those that add to it. */
export interface AccessLine {
  /** Host the request was for, where the format names it first, perhaps with its port. */
  readonly virtualHost: string | undefined;
  readonly client: string;
  readonly ident: string;
  readonly user: string;
  readonly time: string;
  readonly request: string;
  readonly status: string;
  readonly bytes: string;
  /** What follows, quoted or not: referrer, user agent and what else somebody logs. */
  readonly further: readonly FurtherValue[];
}

export interface FurtherValue {
  readonly text: string;
  readonly isQuoted: boolean;
}

const LINE = /^(\S+(?: \S+){2,3}) \[([^\]]{1,64})\] "([^"\\]*(?:\\.[^"\\]*)*)" (\d{3}|-) (\d{1,18}|-)(?= |$)/s;
/** The last quote is missing where a line was cut. */
const FURTHER = /\s+(?:"([^"\\]*(?:\\.[^"\\]*)*)(?:"|$)|([^\s"]+))/sy;
const MAX_FURTHER = 20;

/** `undefined` when the line has another form. */
export function readAccessLine(line: string): AccessLine | undefined {
  const [start, who = '', time = '', request = '', status = '', bytes = ''] = LINE.exec(line) ?? [];
  if (start === undefined) return undefined;
  return { ...readWho(who.split(' ')), time, request, status, bytes, further: readFurther(line, start.length) };
}

/** Three words; of four the first is the virtual host, unless it is the client. */
function readWho(words: readonly string[]): Pick<AccessLine, 'virtualHost' | 'client' | 'ident' | 'user'> {
  const user = words.at(-1) ?? '-';
  const [first = '-', second = '-', third = '-'] = words;
  if (words.length === 4 && readAddress(first) === undefined)
    return { virtualHost: first, client: second, ident: third, user };
  return { virtualHost: undefined, client: first, ident: second, user };
}

function readFurther(line: string, from: number): FurtherValue[] {
  const values: FurtherValue[] = [];
  FURTHER.lastIndex = from;
  while (values.length < MAX_FURTHER) {
    const read = FURTHER.exec(line);
    if (read === null) break;
    const [, quoted, bare] = read;
    values.push({ text: quoted ?? bare ?? '', isQuoted: quoted !== undefined });
  }
  return values;
}
