/** Columns by type of log, as PAN-OS orders them since version 8; later versions only add to the end. */
const HEAD = 'future_use received serial type subtype config_version generated';
const SESSION = `${HEAD} src dst natsrc natdst rule srcuser dstuser app vsys from to inbound_if outbound_if logset future sessionid repeatcnt sport dport natsport natdport flags proto action`;
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  TRAFFIC:
    `${SESSION} bytes bytes_sent bytes_received packets start elapsed category padding seqno actionflags srcloc dstloc cpadding pkts_sent pkts_received session_end_reason`.split(
      ' ',
    ),
  THREAT:
    `${SESSION} misc threatid category severity direction seqno actionflags srcloc dstloc cpadding contenttype pcap_id filedigest cloud url_idx user_agent filetype xff referer sender subject recipient`.split(
      ' ',
    ),
  SYSTEM: `${HEAD} vsys eventid object future1 future2 module severity opaque`.split(' '),
  CONFIG: `${HEAD} host vsys cmd admin client result path`.split(' '),
};
const NOTHING = '';

/** The values of a row by name; a type that has no columns of its own here has those that all have. */
export function nameColumns(row: readonly string[]): Readonly<Record<string, string>> {
  const names = COLUMNS[row[3] ?? ''] ?? HEAD.split(' ');
  const named: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const value = row[at];
    if (value !== undefined && value !== NOTHING && !name.startsWith('future')) named[name] = value;
  }
  return named;
}
