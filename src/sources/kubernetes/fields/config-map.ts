import type { ReadFields } from '../field.ts';
import { dataFields } from './data.ts';

/** `data` and `binaryData`, which have no key in common: the API server sees to that. */
export const configMapFields: ReadFields = ({ data, binaryData }, keys) => [
  ...dataFields(data, 'utf8', keys),
  ...dataFields(binaryData, 'base64', keys),
];
