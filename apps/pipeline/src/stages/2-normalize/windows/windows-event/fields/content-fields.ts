import type { EventData } from '../record/windows-record';
import { hashFields, setHashes, type HashFields } from './hashes';
import { readRows, said, type Patch, type Row } from './values';

/** Where what is said of a program, a library or a file stands. Put together once: new texts are slow as keys of an object. */
export interface ContentFields {
  readonly path: string;
  readonly hashes: HashFields;
  readonly header: readonly Row[];
  readonly signature: Readonly<Record<'exists' | 'status' | 'valid' | 'signer', string>>;
}

export function contentFields(prefix: 'process' | 'dll' | 'file'): ContentFields {
  const hasHeader = prefix !== 'file';
  const signature = `${prefix}.code_signature`;
  return {
    path: prefix === 'process' ? 'process.executable' : `${prefix}.path`,
    hashes: hashFields(prefix, hasHeader),
    header: hasHeader ? headerRows(`${prefix}.pe`) : [],
    signature: {
      exists: `${signature}.exists`,
      status: `${signature}.status`,
      valid: `${signature}.valid`,
      signer: `${signature}.subject_name`,
    },
  };
}

function headerRows(prefix: string): readonly Row[] {
  return [
    ['Company', `${prefix}.company`],
    ['Description', `${prefix}.description`],
    ['FileVersion', `${prefix}.file_version`],
    ['OriginalFileName', `${prefix}.original_file_name`],
    ['Product', `${prefix}.product`],
  ];
}

/** What Sysmon says of the content of a file: hashes, what its header names, who signed it. */
export function setContent(patch: Patch, data: EventData, fields: ContentFields): void {
  const loaded = said(data['ImageLoaded']);
  if (loaded !== undefined) patch[fields.path] = loaded;
  const hashes = data['Hashes'] ?? data['Hash'];
  if (hashes !== undefined) setHashes(patch, fields.hashes, hashes);
  if (data['Company'] !== undefined) readRows(fields.header, data, patch);
  if (data['Signed'] !== undefined) setSignature(patch, data, fields);
}

function setSignature(patch: Patch, data: EventData, { signature }: ContentFields): void {
  patch[signature.exists] = said(data['Signed'])?.toLowerCase() === 'true';
  const status = said(data['SignatureStatus']);
  const signer = said(data['Signature']);
  if (status !== undefined) patch[signature.status] = status;
  if (status !== undefined) patch[signature.valid] = status.toLowerCase() === 'valid';
  if (signer !== undefined) patch[signature.signer] = signer;
}
