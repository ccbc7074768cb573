import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { endianness } from 'node:os';

/** The last column of the table. */
const DROPS = -1;
const LOCAL_ADDRESS = 1;

/**
 * Datagrams the kernel has dropped so far because the buffer of the socket on that address was full; `undefined` where the system does
 * not tell (it does on Linux).
 */
export function kernelDrops(address: string, port: number): number | undefined {
  const table = readTable(isIPv6(address) ? '/proc/net/udp6' : '/proc/net/udp');
  const local = `${hexOf(address)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const row of table.split('\n')) {
    const columns = row.trim().split(/\s+/);
    if (columns[LOCAL_ADDRESS] === local) return Number(columns.at(DROPS));
  }
  return undefined;
}

function readTable(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Another system than Linux: there is no such table, and so nothing to tell.
    return '';
  }
}

/** As the table writes it: words of 32 bits in the machine's own order. */
function hexOf(address: string): string {
  const bytes = isIPv6(address) ? bytesOfIpv6(address) : Buffer.from(address.split('.').map(Number));
  if (endianness() === 'LE') bytes.swap32();
  return bytes.toString('hex').toUpperCase();
}

function bytesOfIpv6(address: string): Buffer {
  // A URL writes every form of an address in one.
  const [front = '', back] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [start, end] = [wordsOf(front), wordsOf(back ?? '')];
  const gap = new Array<number>(8 - start.length - end.length).fill(0);
  const bytes = Buffer.alloc(16);
  for (const [position, word] of [...start, ...gap, ...end].entries()) bytes.writeUInt16BE(word, position * 2);
  return bytes;
}

function wordsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
}
