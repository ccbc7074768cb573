const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const IPV6 = /^(?=.*:)[\da-f:.]{2,45}$/i;
const CIDR = /^([^/]+)\/(\d{1,3})$/;
const NAME = /^(?=.{4,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{1,62}$/i;
/** Names of files look like names of machines. */
const FILE =
  /\.(?:exe|dll|sys|bat|cmd|ps1|vbs|js|hta|lnk|docx?|xlsx?|pdf|zip|rar|gz|jar|elf|so|sh|py|log|txt|conf|service)$/i;
/** Addresses nobody outside has: private, loopback, link-local, multicast. */
const INSIDE =
  /^(?:10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|22[4-9]\.|2[3-5]\d\.|::1?$|f[cde])/i;
const WHOIS = 'https://lookup.icann.org/en/lookup?name=';

function isAddress(value: string): boolean {
  return (IPV4.test(value) && value.split('.').every((part) => Number(part) < 256)) || IPV6.test(value);
}

function isName(value: string): boolean {
  return NAME.test(value) && !FILE.test(value);
}

/** Where a person may look up who holds an address or a name; `undefined` for what nobody outside knows. */
export function whoisOf(value: string): string | undefined {
  const isOutside = isAddress(value) ? !INSIDE.test(value) : isName(value);
  return isOutside ? WHOIS + encodeURIComponent(value) : undefined;
}

/** What a firewall would refuse, in words: `1 address`, `256 addresses`; `undefined` for what no block list takes. */
export function blockedBy(value: string): string | undefined {
  if (isAddress(value)) return '1 address';
  if (isName(value)) return 'this name';
  const [, address = '', bits = ''] = CIDR.exec(value) ?? [];
  const free = (IPV4.test(address) ? 32 : 128) - Number(bits);
  if (!isAddress(address) || free < 0) return undefined;
  return free === 0 ? '1 address' : `${free <= 32 ? (2 ** free).toLocaleString('en') : `2^${free}`} addresses`;
}
