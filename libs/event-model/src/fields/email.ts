import { fields } from './base';

export const EMAIL_FIELDS = [
  ...fields('keyword', {
    'email.attachments.file.extension': 'Endings of the names of the attachments.',
    'email.attachments.file.hash.md5': 'MD5 of the attachments.',
    'email.attachments.file.hash.sha1': 'SHA-1 of the attachments.',
    'email.attachments.file.hash.sha256': 'SHA-256 of the attachments.',
    'email.attachments.file.mime_type': 'Types of the attachments.',
    'email.attachments.file.name': 'Names of the attachments.',
    'email.bcc.address': 'Hidden recipients.',
    'email.cc.address': 'Recipients of a copy.',
    'email.direction': 'inbound, outbound or internal.',
    'email.from.address': 'Sender, as the header says.',
    'email.local_id': 'Identifier the product that saw the message gave.',
    'email.message_id': 'Message-ID of the header.',
    'email.reply_to.address': 'Where answers are to go.',
    'email.sender.address': 'Who transmitted the message for the sender.',
    'email.subject': 'Subject.',
    'email.to.address': 'Recipients.',
  }),
  ...fields('date', {
    'email.delivery_timestamp': 'When the message was delivered.',
    'email.origination_timestamp': 'When the message was written.',
  }),
  ...fields('long', { 'email.attachments.file.size': 'Bytes of the attachments.' }),
];
