import { join } from 'node:path';

/** Every run, one JSON object a line, only ever appended to. */
export const recordPlace = (directory: string): string => join(directory, 'record.jsonl');

/** What came of each rotation so far, replaced as a whole; everybody may read it. */
export const statePlace = (directory: string): string => join(directory, 'state.json');
