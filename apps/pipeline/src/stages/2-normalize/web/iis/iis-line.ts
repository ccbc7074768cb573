import { readAddress } from '../../values/address';

/** A request as IIS writes it into its W3C log. */
export interface IisLine {
  readonly time: string;
  readonly site: string | undefined;
  readonly computer: string | undefined;
  readonly server: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly port: string;
  readonly user: string;
  readonly client: string;
  readonly userAgent: string;
  readonly referrer: string | undefined;
  readonly status: string | undefined;
  /** Milliseconds. */
  readonly took: string | undefined;
}

const NONE = '-';
/** A line may be cut after its query. */
const START =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:(W3SVC\d{1,10}) (\S{1,64}) )?(\S{2,60}) ([A-Z][A-Z_-]{2,31}) (\/\S*) (\S+)(?: (\d{1,5}) (\S+) (\S{2,60}) (\S+))?(?: |$)/;
const REST = /^(?:(\S+) )??(\d{3}) \d{1,5} \d{1,10}(?: (\d{1,12}))?/;

/** Cheap, without false negatives: `2026-11-24 10:00:00 `. */
export function mayBeIis(text: string): boolean {
  return (
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(10) === 0x20 &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(19) === 0x20
  );
}

/** The default columns, with or without site and computer before them; `undefined` when the text is no such line. */
export function readIisLine(text: string): IisLine | undefined {
  const match = START.exec(text);
  if (match === null) return undefined;
  const [start, time = '', site, computer, server = '', method = '', path = '', query = '', port = NONE] = match;
  const [, , , , , , , , , user = NONE, client = NONE, userAgent = NONE] = match;
  if (readAddress(server) === undefined || (client !== NONE && readAddress(client) === undefined)) return undefined;
  const [, referrer, status, took] = REST.exec(text.slice(start.length)) ?? [];
  return { time, site, computer, server, method, path, query, port, user, client, userAgent, referrer, status, took };
}
