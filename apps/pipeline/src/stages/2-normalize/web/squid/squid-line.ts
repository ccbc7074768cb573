/** A request as squid's access log tells of it; a dash is what it does not know. */
export interface SquidLine {
  /** When it was over, in seconds since 1970. */
  readonly time: string;
  /** Milliseconds. */
  readonly elapsed: string;
  readonly client: string;
  readonly clientPort: string;
  readonly server: string;
  readonly serverPort: string;
  /** `TCP_MISS`, `TCP_DENIED`. */
  readonly action: string;
  readonly status: string;
  /** Bytes from the client; the native format does not have them. */
  readonly requestSize: string;
  readonly responseSize: string;
  readonly method: string;
  readonly url: string;
  readonly user: string;
  readonly scheme: string;
  readonly host: string;
  readonly mimeType: string;
}

const ACTION = /^(?:TCP|UDP|NONE|HIER|TAG)[A-Z_]{0,60}$/;
const TIME = /^\d{9,10}\.\d{1,6}$/;
const NATIVE_COLUMNS = 10;
const MOZDEF_COLUMNS = 15;
const NONE = '-';
const MAX_LENGTH = 16_000;

/** Cheap, without false negatives: every line starts with its time. */
export function mayBeSquid(text: string): boolean {
  const first = text.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && text.indexOf('.') <= NATIVE_COLUMNS && /(?:TCP|UDP|NONE)[_/]/.test(text);
}

/** The native format (`… TCP_MISS/200 339 GET http://… - HIER_DIRECT/192.0.2.1 text/html`) or MozDef's of fifteen columns. */
export function readSquidLine(text: string): SquidLine | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const columns = text.trim().split(/\s+/);
  if (!TIME.test(columns[0] ?? '')) return undefined;
  if (columns.length === MOZDEF_COLUMNS && ACTION.test(columns[6] ?? '')) return readFifteen(columns);
  return columns.length >= NATIVE_COLUMNS ? readNative(columns) : undefined;
}

function readFifteen(columns: readonly string[]): SquidLine {
  const at = (index: number) => columns[index] ?? NONE;
  return {
    time: at(0),
    elapsed: at(1),
    client: at(2),
    clientPort: at(3),
    server: at(4),
    serverPort: at(5),
    action: at(6),
    status: at(7),
    requestSize: at(8),
    responseSize: at(9),
    method: at(10),
    url: at(11),
    user: NONE,
    scheme: at(12),
    host: at(13),
    mimeType: at(14),
  };
}

function readNative(columns: readonly string[]): SquidLine | undefined {
  const [time = NONE, elapsed = NONE, client = NONE, result = '', size = NONE, method = NONE, url = NONE] = columns;
  const [, , , , , , , user = NONE, hierarchy = '', mimeType = NONE] = columns;
  const [action = '', status = NONE] = result.split('/', 2);
  if (!ACTION.test(action)) return undefined;
  const peer = hierarchy.slice(hierarchy.indexOf('/') + 1);
  return {
    ...{ time, elapsed, client, clientPort: NONE, server: peer, serverPort: NONE, action, status },
    ...{ requestSize: NONE, responseSize: size, method, url, user, scheme: NONE, host: NONE, mimeType },
  };
}
