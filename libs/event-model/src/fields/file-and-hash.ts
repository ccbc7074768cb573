import { fields } from './base';
import { hashFields, peFields, signatureFields } from './content';

export const FILE_FIELDS = [
  ...fields('keyword', {
    'file.attributes': 'Attributes of the file: hidden, readonly, …',
    'file.directory': 'Directory of the file.',
    'file.extension': 'Ending of the name, without the dot.',
    'file.gid': 'Group of the file, by number.',
    'file.group': 'Group of the file.',
    'file.hash.sha512': 'SHA-512 of the file.',
    'file.hash.ssdeep': 'Fuzzy hash (ssdeep) of the file.',
    'file.inode': 'Inode of the file.',
    'file.mime_type': 'Type of the content.',
    'file.mode': 'Permissions of the file, octal.',
    'file.name': 'Name of the file without its directory.',
    'file.origin_referrer_url': 'Page that led to the download.',
    'file.origin_url': 'Where the file was downloaded from.',
    'file.owner': 'Owner of the file.',
    'file.path': 'File the event is about.',
    'file.target_path': 'Where a link points, or what the file was renamed to.',
    'file.type': 'file, dir or symlink.',
    'file.uid': 'Owner of the file, by number.',
  }),
  ...hashFields('file', 'the file'),
  ...signatureFields('file', 'the file'),
  ...fields('date', {
    'file.accessed': 'When the file was last read.',
    'file.created': 'When the file was made.',
    'file.ctime': 'When the file or its attributes were last changed.',
    'file.mtime': 'When the content was last changed.',
  }),
  ...fields('long', { 'file.size': 'Bytes of the file.' }),
];

/** Libraries that a process loads. */
export const DLL_FIELDS = [
  ...fields('keyword', {
    'dll.name': 'Name of the library.',
    'dll.path': 'Path of the library.',
  }),
  ...hashFields('dll', 'the library'),
  ...peFields('dll', 'the library'),
  ...signatureFields('dll', 'the library'),
];
