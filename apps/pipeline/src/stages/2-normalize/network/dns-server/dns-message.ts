/** A question somebody asked a name server, and what became of it. */
export interface DnsMessage {
  readonly server: 'bind' | 'dnsmasq' | 'unbound';
  readonly client: string | undefined;
  readonly port: string | undefined;
  readonly name: string | undefined;
  readonly class: string | undefined;
  readonly type: string | undefined;
  readonly action: 'query' | 'denied' | 'answer' | 'failed';
  readonly answer: string | undefined;
}

const CLIENT =
  /^client (?:@0x[0-9a-f]+ )?([0-9a-fA-F.:%]{2,60})#(\d{1,5})(?: \((\S{1,255})\))?:(?: view \S{1,64}:)? (.*)$/s;
const QUERY = /^query: (\S{1,255}) (\S{1,16}) (\S{1,16}) /;
const REFUSED = /^(?:query|update|zone transfer|transfer|notify)\b.*\bdenied/;
const ABOUT = /'([^'/]{1,255})(?:\/([A-Z0-9]{1,16}))?(?:\/([A-Z]{2,4}))?'/;
const FAILED = /^query failed \((\w{1,20})\)/;
const DNSMASQ_QUERY = /^query\[(\w{1,16})\] (\S{1,255}) from ([0-9a-fA-F.:]{2,60})$/;
const DNSMASQ_ANSWER = /^(?:reply|cached|config|\/etc\/hosts) (\S{1,255}) is (\S{1,255})$/;
const UNBOUND =
  /^\[\d{1,10}:[0-9a-f]{1,4}\] (?:info|query|reply): ([0-9a-fA-F.:]{2,60}) (\S{1,255})\. ([A-Z0-9]{1,16}) (IN|CH|HS)/;

const NONE = {
  client: undefined,
  port: undefined,
  name: undefined,
  class: undefined,
  type: undefined,
  answer: undefined,
};

/** `undefined` when the message is about something else. */
export function readDnsMessage(program: string, text: string): DnsMessage | undefined {
  if (program === 'named' || program === 'bind') return readBind(text);
  return program === 'dnsmasq' ? readDnsmasq(text) : readUnbound(text);
}

function readBind(text: string): DnsMessage | undefined {
  const start = text.indexOf('client ');
  if (start < 0 || start > 64) return undefined;
  const [, client, port, asked, rest = ''] = CLIENT.exec(text.slice(start)) ?? [];
  if (client === undefined) return undefined;
  const base = { ...NONE, server: 'bind', client: client.split('%', 1)[0], port, name: asked } as const;
  const [, name, kind, type] = QUERY.exec(rest) ?? [];
  if (name !== undefined) return { ...base, name, class: kind, type, action: 'query' };
  const [, about, aboutType, aboutClass] = ABOUT.exec(rest) ?? [];
  const subject = { name: about ?? asked, type: aboutType, class: aboutClass };
  if (REFUSED.test(rest)) return { ...base, ...subject, action: 'denied' };
  if (FAILED.test(rest)) return { ...base, ...subject, action: 'failed', answer: FAILED.exec(rest)?.[1] };
  return rest.startsWith('query') ? { ...base, ...subject, action: 'query' } : undefined;
}

function readDnsmasq(text: string): DnsMessage | undefined {
  // With `log-queries=extra` a number and the client stand first.
  const bare = text.replace(/^\d{1,10} [0-9a-fA-F.:]{2,60}\/\d{1,5} /, '');
  const [, type, asked, client] = DNSMASQ_QUERY.exec(bare) ?? [];
  if (asked !== undefined)
    return { ...NONE, server: 'dnsmasq', client, name: asked, type, class: 'IN', action: 'query' };
  const [, name, answer] = DNSMASQ_ANSWER.exec(bare) ?? [];
  return name === undefined ? undefined : { ...NONE, server: 'dnsmasq', name, answer, action: 'answer' };
}

function readUnbound(text: string): DnsMessage | undefined {
  const [, client, name, type, kind] = UNBOUND.exec(text) ?? [];
  return name === undefined
    ? undefined
    : { ...NONE, server: 'unbound', client, name, type, class: kind, action: 'query' };
}
