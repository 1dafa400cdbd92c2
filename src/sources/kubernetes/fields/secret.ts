import type { ReadFields } from '../field.ts';
import { dataFields } from './data.ts';

/** `data`, whose values are Base64; `stringData` is for writing only and never comes back. */
export const secretFields: ReadFields = ({ data }, keys) => dataFields(data, 'base64', keys);
