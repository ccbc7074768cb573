import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What a server says of a name: names, each as its labels; a code instead; or nothing at all. */
export type Reply = { readonly names: readonly string[] } | { readonly rcode: number } | 'silence';

export const NXDOMAIN = { rcode: 3 };
export const SERVFAIL = { rcode: 2 };

const HEADER = 12;
const PTR = 12;
const IN = 1;
const TO_QUESTION = 0xc00c;

/** A DNS server on a UDP port of this machine that knows PTR records only. */
export class DnsServer {
  /** By the address's reverse name; NXDOMAIN for all others. */
  readonly replies = new Map<string, Reply>();
  /** Names that were asked for, in order. */
  readonly asked: string[] = [];
  /** While set, every question waits until it resolves. */
  gate: Promise<void> | undefined;
  /** Questions that waited at once, at most. */
  mostWaiting = 0;
  private waiting = 0;
  private isStopped = false;

  private constructor(private readonly socket: Socket) {
    socket.on('message', (question, from) => void this.reply(question, from));
  }

  static async start(): Promise<DnsServer> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new DnsServer(socket);
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  stop(): void {
    this.isStopped = true;
    this.socket.close();
  }

  private async reply(question: Buffer, from: RemoteInfo): Promise<void> {
    const { name, end } = questionOf(question);
    this.asked.push(name);
    this.waiting += 1;
    this.mostWaiting = Math.max(this.mostWaiting, this.waiting);
    await this.gate;
    this.waiting -= 1;
    const reply = this.replies.get(name) ?? NXDOMAIN;
    if (reply === 'silence' || this.isStopped) return;
    this.socket.send(answerTo(question.subarray(0, end), reply), from.port, from.address);
  }
}

function questionOf(message: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let size = message[at] ?? 0; size > 0; size = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  return { name: labels.join('.'), end: at + 5 };
}

function answerTo(question: Buffer, reply: Exclude<Reply, 'silence'>): Buffer {
  const names = 'names' in reply ? reply.names : [];
  const header = Buffer.alloc(HEADER);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | ('rcode' in reply ? reply.rcode : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(names.length, 6);
  return Buffer.concat([header, question.subarray(HEADER), ...names.map(ptrRecord)]);
}

function ptrRecord(name: string): Buffer {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]);
  const data = Buffer.concat([...labels, Buffer.from([0])]);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(TO_QUESTION, 0);
  head.writeUInt16BE(PTR, 2);
  head.writeUInt16BE(IN, 4);
  head.writeUInt32BE(300, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
