export { bringInRules } from './bring-in-rules';
