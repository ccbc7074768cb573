import { fields } from './base';

export const DEVICE_FIELDS = fields('keyword', {
  'device.id': 'Identifier of the phone, tablet, computer or drive.',
  'device.manufacturer': 'Maker of the device.',
  'device.model.identifier': 'Model of the device, as its maker numbers it.',
  'device.model.name': 'Model of the device.',
  'device.serial_number': 'Serial number of the device.',
});
