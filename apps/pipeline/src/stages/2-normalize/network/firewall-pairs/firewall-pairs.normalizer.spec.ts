import { readFileSync } from 'node:fs';

import type { EventPatch } from '@tocsin/event-model';
import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';
import { anEvent, corpus } from '@tocsin/testing';

import { FirewallPairsNormalizer } from './firewall-pairs.normalizer';

const normalizer = new FirewallPairsNormalizer();
const context: NormalizerContext = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const DENIED =
  'date=2026-11-24 time=10:19:23 tz="+0200" devname=edge devid=FGT60 logid=0000000013 type=traffic subtype=forward level=notice vd=root srcip=192.0.2.7 srcport=57727 srcintf="internal1" dstip=198.51.100.4 dstport=80 dstintf="wan1" proto=6 action=deny policyid=8 transip=203.0.113.1 transport=40000 service="HTTP" app="Proxy.HTTP" duration=30 sentbyte=0 rcvdbyte=3042';

function normalize(message: string): EventPatch {
  expect(normalizer.claims(anEvent({ message }))).toBe(true);
  return normalizer.normalize({ '@timestamp': '', message }, {}, context);
}

describe(FirewallPairsNormalizer.name, () => {
  describeNormalizerContract({ normalizer, options: {}, event: anEvent({ message: DENIED }), context });

  it("reads Fortinet's traffic", () => {
    expect(normalize(DENIED)).toMatchObject({
      '@timestamp': '2026-11-24T08:19:23.000Z',
      'event.module': 'fortinet',
      'event.action': 'deny',
      'event.category': ['network'],
      'event.type': ['connection', 'denied'],
      'event.outcome': 'failure',
      'event.duration': 30e9,
      'log.level': 'notice',
      'network.transport': 'tcp',
      'network.protocol': 'http',
      'network.application': 'proxy.http',
      'observer.name': 'edge',
      'observer.ingress.interface.name': 'internal1',
      'rule.id': '8',
      'source.ip': '192.0.2.7',
      'source.port': 57727,
      'source.nat.ip': '203.0.113.1',
      'source.nat.port': 40000,
      'destination.ip': '198.51.100.4',
      'destination.bytes': 3042,
      'details.fortinet': expect.objectContaining({ vd: 'root', subtype: 'forward' }) as unknown,
    });
  });

  it.each<[string, EventPatch]>([
    [
      'date=2026-11-24 time=12:22:01 devname=edge devid=FGT60 logid=0100032002 type=event level=alert logdesc="Admin login failed" user="ann" ui=https(198.51.100.9) action=login status=failed reason="name_invalid" msg="x"',
      {
        'event.category': ['authentication'],
        'event.outcome': 'failure',
        'user.name': 'ann',
        'source.ip': '198.51.100.9',
        'event.reason': 'name_invalid',
      },
    ],
    [
      'date=2026-11-24 time=21:35:09 devname=edge devid=FGT60 logid=0101039426 type=event subtype=vpn action="ssl-login-fail" remip=198.51.100.9 user="ann" group="N/A"',
      { 'event.outcome': 'failure', 'source.ip': '198.51.100.9', 'user.name': 'ann' },
    ],
    [
      'date=2026-11-24 time=08:47:00 devname=edge devid=FGT60 logid=0101039947 action="tunnel-up" remip=198.51.100.9 user="ann"',
      { 'event.category': ['network', 'session'], 'event.type': ['connection', 'start'] },
    ],
    [
      'date=2026-11-24 time=17:56:41 logid="0419016384" type="utm" subtype="ips" eventtime=1764000000 severity="critical" srcip=192.0.2.7 dstip=198.51.100.4 action="dropped" proto=6 attack="Some.Overflow" url="/a.pdf" hostname="shop.example"',
      {
        '@timestamp': '2025-11-24T16:00:00.000Z',
        'event.kind': 'alert',
        'event.category': ['network', 'intrusion_detection'],
        'rule.name': 'Some.Overflow',
        'url.domain': 'shop.example',
      },
    ],
    [
      'date=2026-11-24 time=09:03:03 devid=FGT60 logid=9 type=event user="ann" ui="GUI(192.0.2.8)" action=Edit cfgpath="firewall.policy" msg="x"',
      { 'event.category': ['configuration'], 'event.action': 'edit', 'source.ip': '192.0.2.8' },
    ],
    [
      'device="SFW" date=2026-11-24 time=17:19:06 timezone="+08" device_name="XG" log_type="Firewall" log_component="Firewall Rule" status="Allow" fw_rule_id=14 user_name="" in_interface="Port3" src_ip=192.0.2.7 dst_ip=198.51.100.4 protocol="TCP" src_port=52667 dst_port=443 sent_bytes=7',
      {
        '@timestamp': '2026-11-24T09:19:06.000Z',
        'event.module': 'sophos',
        'event.outcome': 'success',
        'rule.id': '14',
        'destination.port': 443,
        'source.bytes': 7,
      },
    ],
    [
      'id=firewall sn=00 time="2026-11-24 10:00:00" fw=203.0.113.1 pri=6 m=98 msg="opened" src=192.0.2.7:51000:X0 dst=198.51.100.4:443:X1 proto=tcp/https',
      { 'event.module': 'sonicwall', 'source.ip': '192.0.2.7', 'source.port': 51000, 'destination.port': 443 },
    ],
    [
      'fw: NetScreen device_id=fw [Root]system-notification-00257(traffic): start_time="2026-11-24 10:00:00" duration=5 policy_id=2 service=ssh proto=6 src zone=Trust dst zone=Untrust action=Deny sent=0 rcvd=0 src=192.0.2.7 dst=198.51.100.4 src_port=51000 dst_port=22',
      { 'event.module': 'netscreen', 'event.outcome': 'failure', 'source.ip': '192.0.2.7', 'destination.port': 22 },
    ],
    [
      'fw: NetScreen device_id=fw  [Root]system-notification-00018: Policy (5, ANY, Permit) was modified by ann via web from host 192.0.2.7 to 192.0.2.1:443. (2026-11-24 11:02:13)',
      { 'user.name': 'ann', 'source.ip': '192.0.2.7', 'destination.ip': '192.0.2.1', 'destination.port': 443 },
    ],
    [
      'fw: NetScreen device_id=fw  [Root]system-warning-00515: Management session via SSH from 192.0.2.7:0 for admin ann has timed out',
      { 'user.name': 'ann', 'source.ip': '192.0.2.7' },
    ],
    [
      '2026-11-24 10:52:13 USG %%01SECLOG/6/SESSION_TEARDOWN(l):IPVer=4,Protocol=tcp,SourceIP=192.0.2.7,DestinationIP=198.51.100.4,SourcePort=6182,DestinationPort=443,SendBytes=2135,PolicyName=Internet Access.',
      {
        'event.module': 'huawei',
        'source.ip': '192.0.2.7',
        'destination.port': 443,
        'source.bytes': 2135,
        'rule.name': 'Internet Access.',
      },
    ],
    [
      '2026-11-24 09:52:14 USG %%01URL/4/FILTER(l): The policy was matched. (SyslogId=19, VSys="public", SrcIp=192.0.2.7, DstIp=198.51.100.4, SrcPort=5702, DstPort=80, Protocol=TCP, Action=Alert)',
      {
        'event.module': 'huawei',
        'source.port': 5702,
        'destination.ip': '198.51.100.4',
        'event.action': 'alert',
        'event.outcome': 'success',
      },
    ],
    [
      '1 2026-11-24T16:25:50Z fw CheckPoint 19710 - [action:"Drop"; ifname:"eth2"; origin:"203.0.113.1"; time:"1764000000"; dst:"198.51.100.4"; inzone:"Internal"; rule_name:"CleanUp Rule"; proto:"17"; s_port:"55036"; service:"1514"; src:"192.0.2.7"; ]',
      {
        '@timestamp': '2025-11-24T16:00:00.000Z',
        'event.module': 'checkpoint',
        'event.outcome': 'failure',
        'destination.port': 1514,
        'rule.name': 'CleanUp Rule',
        'network.transport': 'udp',
      },
    ],
    [
      'action=block src=192.0.2.7 dst=2001:db8::4 dport=22',
      {
        'event.module': 'firewall',
        'event.outcome': 'failure',
        'destination.ip': '2001:db8::4',
        'destination.port': 22,
      },
    ],
  ])('reads %s', (message, expected) => {
    expect(normalize(message)).toMatchObject(expected);
  });

  it.each(['a=1 b=2', 'uid=0 euid=0 tty=ssh user=root', 'src=1 only'])('says nothing of %s', (message) => {
    expect(normalize(message)).toEqual({});
  });

  it.each([
    'Accepted publickey for ann',
    'CEF:0|a|b|1|2|3|4|src=192.0.2.7 dst=198.51.100.4',
    'LEEF:1.0|a|b|1|2|src=192.0.2.7',
  ])('leaves %s to others', (message) => {
    expect(normalizer.claims(anEvent({ message }))).toBe(false);
  });
});

const MODULES: Readonly<Record<string, string>> = {
  'fortigate.ini': 'fortinet',
  'sophos_fw.ini': 'sophos',
  'huawei_usg.ini': 'huawei',
  'checkpoint_smart1.ini': 'checkpoint',
  'netscreen.ini': 'netscreen',
};
const tests = corpus('wazuh-ruletests/tests.jsonl');

(tests ? describe : describe.skip)('over the lines other people test with', () => {
  it('knows the product of all, and the end of all that name one', () => {
    const lines = readFileSync(tests ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; logs: { log: string }[] })
      .filter(({ file }) => MODULES[file] !== undefined)
      .flatMap(({ file, logs }) => logs.map(({ log }) => [file, log] as const));
    expect(lines).toHaveLength(45);
    for (const [file, line] of lines) {
      const patch = normalize(line);
      expect([line, patch['event.module']]).toEqual([line, MODULES[file]]);
      if (/(?:src|SrcIp|SourceIP|srcip|src_ip|source-ip)[=:]"?\d/.test(line))
        expect([line, patch['source.ip'], patch['destination.ip']]).toEqual([
          line,
          expect.any(String),
          expect.any(String),
        ]);
    }
  });
});
