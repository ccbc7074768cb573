import { fields, type FieldSpec } from './base';

function interfaceFields(side: 'egress' | 'ingress'): FieldSpec[] {
  const way = side === 'egress' ? 'out of' : 'into';
  return fields('keyword', {
    [`observer.${side}.interface.name`]: `Interface the traffic went ${way} the sensor by.`,
    [`observer.${side}.vlan.id`]: `VLAN the traffic went ${way} the sensor by.`,
    [`observer.${side}.zone`]: `Zone the traffic went ${way} the sensor by.`,
  });
}

/** The firewall, sensor or scanner that watched from outside. */
export const OBSERVER_FIELDS = [
  ...fields('keyword', {
    'observer.hostname': 'Host name of the sensor.',
    'observer.mac': 'MAC addresses of the sensor.',
    'observer.name': 'What you call the sensor.',
    'observer.os.name': 'Operating system of the sensor.',
    'observer.product': 'Product the sensor is.',
    'observer.serial_number': 'Serial number of the sensor.',
    'observer.type': 'Kind of sensor: firewall, ids, proxy, …',
    'observer.vendor': 'Vendor of the sensor.',
    'observer.version': 'Version of the sensor.',
  }),
  ...interfaceFields('egress'),
  ...interfaceFields('ingress'),
  ...fields('ip', { 'observer.ip': 'Addresses of the sensor.' }),
];
