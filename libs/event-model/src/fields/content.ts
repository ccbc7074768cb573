import { fields, type FieldSpec } from './base';

/** Hashes of a content, as ECS's `hash`. */
export function hashFields(prefix: string, what: string): FieldSpec[] {
  return fields('keyword', {
    [`${prefix}.hash.md5`]: `MD5 of ${what}.`,
    [`${prefix}.hash.sha1`]: `SHA-1 of ${what}.`,
    [`${prefix}.hash.sha256`]: `SHA-256 of ${what}.`,
  });
}

/** What the header of a Windows program says, as ECS's `pe`. */
export function peFields(prefix: string, what: string): FieldSpec[] {
  return fields('keyword', {
    [`${prefix}.pe.company`]: `Company that ${what} names.`,
    [`${prefix}.pe.description`]: `Description ${what} carries.`,
    [`${prefix}.pe.file_version`]: `Version ${what} carries.`,
    [`${prefix}.pe.imphash`]: `Hash of the imports of ${what}.`,
    [`${prefix}.pe.original_file_name`]: `Name ${what} was built under.`,
    [`${prefix}.pe.product`]: `Product ${what} says to be part of.`,
  });
}

/** Who signed a program and whether it can be believed, as ECS's `code_signature`. */
export function signatureFields(prefix: string, what: string): FieldSpec[] {
  return [
    ...fields('keyword', {
      [`${prefix}.code_signature.status`]: `What checking the signature of ${what} gave.`,
      [`${prefix}.code_signature.subject_name`]: `Signer of ${what}.`,
    }),
    ...fields('boolean', {
      [`${prefix}.code_signature.exists`]: `Whether ${what} is signed.`,
      [`${prefix}.code_signature.trusted`]: `Whether the signer of ${what} is trusted.`,
      [`${prefix}.code_signature.valid`]: `Whether the signature fits ${what}.`,
    }),
  ];
}
