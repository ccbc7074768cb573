import type { SecurityEvent } from '@tocsin/event-model';

import { readKeyValues, type KeyValueForm, type KeyValues } from '../../values/key-value';

/** A firewall that writes its log as pairs, and how it is told from others. */
export interface Product {
  /** `event.module`. */
  readonly module: string;
  readonly vendor: string;
  /** Texts of which one stands in every line. */
  readonly marks: readonly string[];
  readonly form?: KeyValueForm;
}

/** The first whose mark a line has; any other with two ends is somebody's firewall. */
const PRODUCTS: readonly Product[] = [
  { module: 'fortinet', vendor: 'Fortinet', marks: ['devid=', 'device_id=FG', 'logid="', 'logid=0', 'logid=9'] },
  { module: 'sophos', vendor: 'Sophos', marks: ['device="SFW"', 'device_model=', 'log_component='] },
  { module: 'sonicwall', vendor: 'SonicWall', marks: ['id=firewall ', 'sn=', 'fw='] },
  { module: 'netscreen', vendor: 'Juniper', marks: ['NetScreen device_id='] },
  { module: 'huawei', vendor: 'Huawei', marks: ['%%01'], form: { assign: '=', separator: ',' } },
  {
    module: 'checkpoint',
    vendor: 'Check Point',
    marks: ['[action:"', 'loguid:"'],
    form: { assign: ':', separator: ';' },
  },
];
const ANY: Product = { module: 'firewall', vendor: '', marks: [] };
const FIRST_MARK = 400;
/** SonicWall's marks are short words: all must be there. */
const NEEDS_ALL = 'sonicwall';
const MAX_LENGTH = 20_000;

export interface ReadPairs {
  readonly product: Product;
  readonly values: KeyValues;
}

/** Cheap: most lines have no sign of assignment near their start, and only one product does without. */
export function mayBePairs({ message }: SecurityEvent): boolean {
  // These have pairs too, and readers of their own.
  if (message.startsWith('CEF:') || message.startsWith('LEEF:')) return false;
  const sign = message.indexOf('=');
  return (sign > 0 && sign < FIRST_MARK) || message.includes('[action:"');
}

/** `undefined` when the line is nobody's. */
export function readPairs(message: string): ReadPairs | undefined {
  if (message.length > MAX_LENGTH) return undefined;
  const head = message.slice(0, FIRST_MARK);
  const product = PRODUCTS.find((one) => hasMark(one, head)) ?? ANY;
  const text = product.form?.separator === ',' && message.endsWith(')') ? message.slice(0, -1) : message;
  const values = readKeyValues(text, product.form, startOf(product, message));
  return product === ANY && !hasBothEnds(values) ? undefined : { product, values };
}

function hasMark({ module, marks }: Product, head: string): boolean {
  const has = (mark: string) => head.includes(mark);
  return module === NEEDS_ALL ? marks.every(has) : marks.some(has);
}

/** Pairs with another separator than blanks start behind a bracket. */
function startOf({ form }: Product, message: string): number {
  if (form === undefined) return 0;
  const bracket = form.assign === ':' ? message.indexOf('[action:"') : message.indexOf('):');
  if (bracket < 0) return 0;
  const inner = message.indexOf('(', bracket);
  if (form.assign === ':') return bracket + 1;
  return inner > 0 && message.endsWith(')') ? inner + 1 : bracket + 2;
}

function hasBothEnds(values: KeyValues): boolean {
  const has = (...names: string[]) => names.some((name) => values[name] !== undefined);
  return has('src', 'srcip', 'src_ip', 'source-ip') && has('dst', 'dstip', 'dst_ip', 'destination-ip');
}
