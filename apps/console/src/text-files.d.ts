/** Files whose text the build puts in where they are imported: by their ending (`loader` in angular.json) or because the import says so. */
declare module '*.svg' {
  const text: string;
  export default text;
}

declare module '*.py' {
  const text: string;
  export default text;
}

declare module '*.mjs' {
  const text: string;
  export default text;
}

declare module '*.md' {
  const text: string;
  export default text;
}
