/** A count for people: `1,234`. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** A count and its noun: `1 problem`, `1,234 problems`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
