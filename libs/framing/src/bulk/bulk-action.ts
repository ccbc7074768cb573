const OPERATIONS = ['create', 'index', 'update', 'delete'] as const;
export type BulkOperation = (typeof OPERATIONS)[number];

/** The first line of a pair: what is to be done with the document on the next. */
export interface BulkAction {
  readonly operation: BulkOperation;
  readonly index?: string | undefined;
  readonly id?: string | undefined;
}

/** The action on this line, `undefined` when the line is none. */
export function parseBulkAction(line: Buffer): BulkAction | undefined {
  const action = recordOf(parse(line));
  const [operation, ...others] = Object.keys(action ?? {});
  if (action === undefined || others.length > 0 || !isOperation(operation)) return undefined;
  const target = recordOf(action[operation]);
  return target && { operation, index: textOf(target['_index']), id: textOf(target['_id']) };
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isOperation(name: string | undefined): name is BulkOperation {
  return OPERATIONS.some((operation) => operation === name);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Some clients send numbers as ids; an empty one asks for an id to be made. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
