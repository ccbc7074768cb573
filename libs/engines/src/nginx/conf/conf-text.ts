/** As one word of the configuration: paths may hold blanks. @throws {Error} for a path nginx would read as something else. */
export function quote(path: string): string {
  if (/[\n\r$]/.test(path)) throw new Error(`nginx cannot use a path with $ or a line break in it: ${path}`);
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
}

export function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
