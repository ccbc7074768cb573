import { fieldName } from './field-names';

describe(fieldName.name, () => {
  it.each([
    ['EventID', { product: 'windows', service: 'security' }, 'event.code'],
    ['Channel', { product: 'windows', service: 'system' }, 'winlog.channel'],
    ['Message', { product: 'windows', service: 'application' }, 'message'],
    ['SourceName', { product: 'windows', service: 'windefend' }, 'winlog.event_data.SourceName'],
    ['TargetUserName', { product: 'windows', service: 'security' }, 'winlog.event_data.TargetUserName'],
    ['Message', { product: 'linux', service: 'auth' }, 'details.Message'],
    ['Signature', { category: 'antivirus' }, 'rule.name'],
    ['Filename', { category: 'antivirus' }, 'file.path'],
    ['Signature', { product: 'windows', category: 'image_load' }, 'winlog.event_data.Signature'],
    ['winlog.channel', { product: 'windows' }, 'winlog.channel'],
  ])('takes %s of a rule for %j for %s', (name, logsource, expected) => {
    expect(fieldName(name, logsource)).toBe(expected);
  });
});
