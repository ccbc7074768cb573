import type { KeyValues } from '../../values/key-value';

/** Names that firewalls give to one thing, without case, blanks, `-` and `_`; the first that is there is taken. */
const NAMES = {
  source: ['srcip', 'src', 'sourceip', 'remip', 'sourceaddress', 'clientip'],
  sourcePort: ['srcport', 'sport', 'sourceport', 'spt'],
  destination: ['dstip', 'dst', 'destinationip', 'destip', 'destinationaddress'],
  destinationPort: ['dstport', 'dport', 'destinationport', 'dpt'],
  protocol: ['proto', 'protocol', 'ipproto'],
  natSource: ['transip', 'tranip', 'xlatesrc', 'transrcip'],
  natSourcePort: ['transport', 'tranport', 'xlatesport', 'transrcport'],
  sentBytes: ['sentbyte', 'sent', 'sentbytes', 'sendbytes', 'clientoutboundbytes'],
  receivedBytes: ['rcvdbyte', 'rcvd', 'recvbytes', 'rcvbytes', 'serveroutboundbytes'],
  sentPackets: ['sentpkt', 'sentpkts', 'sendpkts'],
  receivedPackets: ['rcvdpkt', 'rcvdpkts', 'recvpkts', 'rcvpkts'],
  user: ['user', 'username', 'usr', 'srcuser', 'login', 'unauthuser'],
  action: ['action', 'status', 'act', 'logsubtype'],
  ruleId: ['policyid', 'fwruleid', 'ruleid', 'ruleuid', 'policyid'],
  rule: ['policyname', 'rulename', 'fwrulename', 'policy'],
  sourceInterface: ['srcintf', 'ininterface', 'srcint', 'ifname'],
  destinationInterface: ['dstintf', 'outinterface', 'dstint'],
  sourceZone: ['srczone', 'srczonetype', 'sourcezone', 'inzone', 'zone'],
  destinationZone: ['dstzone', 'dstzonetype', 'destinationzone', 'outzone'],
  application: ['app', 'application', 'appiname'],
  service: ['service', 'serviceid'],
  url: ['url', 'page'],
  host: ['hostname', 'host', 'dsthost'],
  seconds: ['duration', 'elapsedtime'],
  level: ['level', 'pri', 'priority', 'severity'],
  device: ['devname', 'devicename', 'origin'],
  serial: ['devid', 'deviceid', 'sn'],
  reason: ['reason', 'denyreason', 'rejectcategory'],
  attack: ['attack', 'attackname', 'signaturename', 'protectionname', 'virus'],
  file: ['filename', 'file'],
  code: ['logid', 'messageid', 'm'],
} as const;

export type PairName = keyof typeof NAMES;
export type Named = Partial<Record<PairName, string>>;

interface Meaning {
  readonly name: PairName;
  readonly rank: number;
}

const MEANING: ReadonlyMap<string, Meaning> = new Map(
  (Object.keys(NAMES) as PairName[])
    .reverse()
    .flatMap((name) => NAMES[name].map((key, rank): [string, Meaning] => [key, { name, rank }])),
);
/** Ways to say that there is nothing. */
const NOTHING = /^(?:|N\/A|none|unknown|undefined|\(null\)|-|0\.0\.0\.0)$/i;
const LONGEST_KEY = 32;
const MAX_CACHED = 5_000;

/** Keys as written, which are the same few in every line. */
const cache = new Map<string, Meaning | undefined>();

/** The values by what they are, whoever named them. */
export function nameValues(values: KeyValues): Named {
  const named: Named = {};
  const ranks: Partial<Record<PairName, number>> = {};
  for (const key in values) {
    const value = values[key] ?? '';
    const meaning = meaningOf(key);
    if (meaning === undefined || NOTHING.test(value) || (ranks[meaning.name] ?? Infinity) <= meaning.rank) continue;
    named[meaning.name] = value;
    ranks[meaning.name] = meaning.rank;
  }
  return named;
}

function meaningOf(key: string): Meaning | undefined {
  if (key.length > LONGEST_KEY) return undefined;
  if (cache.has(key)) return cache.get(key);
  if (cache.size >= MAX_CACHED) cache.clear();
  const meaning = MEANING.get(key.toLowerCase().replace(/[-_ ]/g, ''));
  cache.set(key, meaning);
  return meaning;
}
