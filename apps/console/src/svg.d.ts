/** The build turns an imported SVG into its text (`loader` in angular.json). */
declare module '*.svg' {
  const text: string;
  export default text;
}
