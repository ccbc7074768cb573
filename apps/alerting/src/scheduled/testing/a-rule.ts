import { readRules, type CorrelationRule } from '@tocsin/sigma';

/** Failed logins over ssh: by default three from one address within a minute. */
export function aRule(correlation = 'type: event_count, timespan: 1m, condition: { gte: 3 }'): CorrelationRule {
  const text = `
title: Login failed
name: login_failed
logsource: { product: linux, service: sshd }
detection: { selection: { event.action: ssh_failed }, condition: selection }
---
title: Password guessing
id: guessing
correlation: { rules: [login_failed], group-by: [source.ip], ${correlation} }
level: high`;
  const { correlations, refused } = readRules([{ file: 'guessing.yml', text }]);
  if (correlations.length !== 1) throw new Error(`The rule was refused: ${JSON.stringify(refused)}`);
  return correlations[0]!;
}
