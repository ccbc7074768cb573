/** Ordinary events of about 800 bytes, each different, as a shipper that speaks JSON sends them. */
export function sampleBodies(events: number, perBody: number): Buffer[] {
  const bodies: Buffer[] = [];
  for (let first = 0; first < events; first += perBody) {
    const lines = Array.from({ length: Math.min(perBody, events - first) }, (_, offset) =>
      JSON.stringify(sampleEvent(first + offset)),
    );
    bodies.push(Buffer.from(`${lines.join('\n')}\n`));
  }
  return bodies;
}

const PADDING = 'The quick brown fox jumps over the lazy dog while nobody is watching the log. '.repeat(6);
const START = Date.now();

function sampleEvent(number: number): object {
  return {
    timestamp: new Date(START - (number % 3_600) * 1_000).toISOString(),
    hostname: `web-${number % 40}`,
    program: 'sshd',
    processid: 1_000 + (number % 30_000),
    severity: 'info',
    category: 'authentication',
    summary: `Accepted publickey for user${number % 500} from 10.${number % 250}.${number % 13}.7 port ${1024 + (number % 60_000)} ssh2`,
    details: {
      sequence: number,
      session: `s-${number.toString(36)}`,
      note: PADDING,
      sourceipaddress: `10.${number % 250}.${number % 13}.7`,
    },
  };
}
