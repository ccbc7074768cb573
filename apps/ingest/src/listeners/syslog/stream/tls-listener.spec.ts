import { readFileSync, rmSync } from 'node:fs';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';

import { eventually } from '@tocsin/testing';

import { makeCertificates, type Certificates } from '../../../testing/certificates';
import { call, openSyslogDoor, untilClosed, untilFigure, type SyslogDoor } from '../../../testing/syslog-door';

describe('A TLS listener', () => {
  let door: SyslogDoor | undefined;
  let own: Certificates;
  let foreign: Certificates;

  beforeAll(async () => {
    [own, foreign] = await Promise.all([makeCertificates(), makeCertificates()]);
  });

  afterEach(async () => {
    await door?.app.close();
    door = undefined;
  });

  afterAll(() => {
    for (const { folder } of [own, foreign]) rmSync(folder, { recursive: true });
  });

  async function open(more: object = {}): Promise<SyslogDoor> {
    const { certFile: certificate, keyFile: key } = own;
    return (door = await openSyslogDoor({ transport: 'tls', certificate, key, ...more }));
  }

  function connectTo({ port }: SyslogDoor, more: ConnectionOptions = {}): TLSSocket {
    const socket = connect({ port, host: '127.0.0.1', ca: readFileSync(own.caFile), ...more });
    // A sender that is turned away meets an error, which is what the test is about.
    socket.on('error', () => undefined);
    return socket;
  }

  const certificateOf = ({ clientCertFile, clientKeyFile }: Certificates) => ({
    cert: readFileSync(clientCertFile),
    key: readFileSync(clientKeyFile),
  });

  it('takes messages from whoever trusts its certificate', async () => {
    const opened = await open();
    connectTo(opened).end('7 <13>one<13>two\n');
    await eventually(() => opened.count() === 2);
    expect(opened.messages()).toEqual(['<13>one', '<13>two']);
    expect(opened.events()[0]).toHaveProperty(['log.source.address'], '127.0.0.1');
    await untilFigure(opened, 'connections', 0);
  });

  it('takes messages only from senders with a certificate of their authority when it has one', async () => {
    const opened = await open({ clientCa: own.caFile });
    for (const more of [{}, certificateOf(foreign)]) {
      const refused = connectTo(opened, more);
      refused.write('<13>not taken\n');
      await untilClosed(refused);
    }
    await untilFigure(opened, 'turned_away_total', 2);
    connectTo(opened, certificateOf(own)).end('<13>taken\n');
    await eventually(() => opened.count() === 1);
    expect(opened.messages()).toEqual(['<13>taken']);
  });

  it('turns away who speaks no TLS, and who says nothing', async () => {
    const opened = await open({ frameMs: 300 });
    const [plain, silent] = [await call(opened.port), await call(opened.port)];
    plain.write('<13>in the clear\n');
    await Promise.all([plain, silent].map(untilClosed));
    await untilFigure(opened, 'turned_away_total', 2);
    await untilFigure(opened, 'connections', 0);
    expect(opened.count()).toBe(0);
  });

  it('turns away networks it was not told of before any TLS', async () => {
    const opened = await open({ allowedNetworks: ['10.0.0.0/8'] });
    await untilClosed(connectTo(opened));
    await untilFigure(opened, 'turned_away_total', 1);
    expect(await (await fetch(`${opened.url}/metrics`)).text()).not.toContain('reason="tls_failed"');
  });

  it('keeps ingest from starting without its certificate, and says which file is missing', async () => {
    await expect(open({ certificate: '/nowhere/syslog.pem' })).rejects.toThrow(
      /ingest\.syslog\.0: tls .* cannot be opened: .*'\/nowhere\/syslog\.pem'/,
    );
  });
});
