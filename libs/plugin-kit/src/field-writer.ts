import { fieldSpec, type FieldType, type FieldValue } from '@tocsin/event-model';
import { isIP } from 'node:net';

/** A plug-in set a field it did not declare. */
export class UndeclaredWrite extends Error {
  override readonly name = 'UndeclaredWrite';

  constructor(field: string) {
    super(`it wrote ${field}, which is not among the fields it declares; add it to its writes`);
  }
}

/** A plug-in set a field to a value the field cannot hold. */
export class WrongType extends Error {
  override readonly name = 'WrongType';

  constructor(field: string, type: FieldType, value: unknown) {
    super(`it set ${field}, which is a ${type}, to ${describe(value)}`);
  }
}

type Check = (value: FieldValue) => boolean;
interface Permission {
  readonly type: FieldType;
  readonly fits: Check;
}

const DATE = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Names are the plug-in's and few, but those below `details` and `winlog.event_data` may be anybody's. */
const MAX_REMEMBERED = 5_000;
const LONGEST_REMEMBERED = 300;
const ANY: Permission = { type: 'flattened', fits: () => true };

const FITS: Readonly<Record<FieldType, Check>> = {
  keyword: isText,
  text: isText,
  ip: (value) => typeof value === 'string' && isIP(value) !== 0 && !value.includes('%'),
  date: (value) => typeof value === 'string' && DATE.test(value),
  long: (value) => Number.isSafeInteger(value),
  double: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  geo_point: (value) => typeof value === 'object',
  flattened: (value) => typeof value === 'object',
};
/** Every event has these; nobody takes them away. */
const REQUIRED: ReadonlySet<string> = new Set(['@timestamp', 'message']);
const SINGLE: ReadonlySet<FieldType> = new Set<FieldType>(['text', 'flattened']);

/** What a plug-in may write, by the names, families (`source.geo.*`) and `*` it declares. */
export class FieldWriter {
  private readonly mayWrite: (field: string) => boolean;
  private readonly permissions = new Map<string, Permission>();

  constructor(writes: readonly string[]) {
    this.mayWrite = writePermission(writes);
  }

  /** @throws {UndeclaredWrite | WrongType} `undefined` fits every field, `null` every one an event may lack. */
  check(field: string, value: FieldValue | undefined): void {
    const { type, fits } = this.permissions.get(field) ?? this.permit(field);
    if (value === undefined || (value === null ? !REQUIRED.has(field) : fits(value))) return;
    if (Array.isArray(value) && !SINGLE.has(type) && (value as readonly FieldValue[]).every(fits)) return;
    throw new WrongType(field, type, value);
  }

  private permit(field: string): Permission {
    if (field === '__proto__' || !(field === 'tocsin.notes' || this.mayWrite(field))) throw new UndeclaredWrite(field);
    const type = fieldSpec(field)?.type;
    const permission = type === undefined ? ANY : { type, fits: FITS[type] };
    if (this.permissions.size >= MAX_REMEMBERED) this.permissions.clear();
    if (field.length <= LONGEST_REMEMBERED) this.permissions.set(field, permission);
    return permission;
  }
}

/** Answers whether a field may be written under a list of names, families and `*`. */
function writePermission(writes: readonly string[]): (field: string) => boolean {
  if (writes.includes('*')) return () => true;
  const names = new Set(writes);
  const families = writes.filter((write) => write.endsWith('.*')).map((write) => write.slice(0, -1));
  return (field) => names.has(field) || families.some((family) => field.startsWith(family));
}

function isText(value: FieldValue): boolean {
  return typeof value === 'string';
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `the text "${value.slice(0, 60)}"`;
  if (value === null) return 'nothing';
  return Array.isArray(value) ? 'a list that does not fit' : `a value of type ${typeof value}`;
}
