const DIGITS = /^[\da-f]{12}$/i;
const LONGEST = 17;

/** A hardware address as ECS has it, `00-00-5E-00-53-01`, from any of its forms; any other text as it is. */
export function writeMac(text: string): string {
  const digits = text.length > LONGEST ? '' : text.replaceAll(/[:.-]/g, '');
  return DIGITS.test(digits) ? digits.toUpperCase().replaceAll(/..(?!$)/g, '$&-') : text;
}
