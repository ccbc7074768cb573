import { canonicalValue } from './canonical-value';
import { addressBytes, networkKey, networkText, parseNetwork } from './network';
import type { TermKind } from './term';

const V4_OFFSET = 96;
const ADDRESS_BITS = 128;
const LONGEST_NAME = 253;

/** Every exact, cidr and domain term that this value meets, whether or not it stands on a list; patterns are tried by their own. */
export function termsMetBy(value: string): { readonly kind: TermKind; readonly key: string }[] {
  const name = canonicalValue(value);
  return [{ kind: 'exact', key: name }, ...networksAround(name), ...domainsAbove(name)];
}

/** The networks that an address, or a network as a whole, stands in. */
function networksAround(value: string): { kind: TermKind; key: string }[] {
  const network = value.includes('/') ? parseNetwork(value) : undefined;
  const bytes = network?.bytes ?? (value === canonicalValue(value) ? addressBytes(value) : undefined);
  if (bytes === undefined) return [];
  const isV4 = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  const lengths = Array.from({ length: (network?.bits ?? ADDRESS_BITS) + 1 }, (_, bits) => bits);
  return lengths
    .filter((bits) => !isV4 || bits >= V4_OFFSET)
    .map((bits) => ({ kind: 'cidr', key: networkText(networkKey(bytes, bits)) }));
}

function domainsAbove(name: string): { kind: TermKind; key: string }[] {
  if (name.length > LONGEST_NAME) return [];
  const names = [name];
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) names.push(name.slice(dot + 1));
  return names.filter((one) => one !== '').map((key) => ({ kind: 'domain', key }));
}
