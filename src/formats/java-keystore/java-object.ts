import { damaged } from '../keystore-fault.ts';
import type { ByteCursor } from './byte-cursor.ts';

/**
 * Steps over one object in the Java Object Serialization Stream Protocol (version 5, chapter 6), in which JCEKS keeps
 * secret keys: only its own grammar says where it ends. Nothing of it is kept but the shapes of its classes.
 */
export function skipJavaObject(cursor: ByteCursor): void {
  if (cursor.number() !== STREAM_HEADER) throw damaged('a secret key of the keystore is no Java object');
  new ObjectSkipper(cursor).content(0);
}

/** STREAM_MAGIC and STREAM_VERSION. */
const STREAM_HEADER = 0xac_ed_00_05;
const FIRST_HANDLE = 0x7e_00_00;
/** A sealed secret key is three deep. */
const MAX_DEPTH = 16;
/** Values of one array and handles of one stream; a sealed secret key has a few. */
const MOST_THINGS = 10_000;

const TC = {
  null: 0x70,
  reference: 0x71,
  classDescription: 0x72,
  object: 0x73,
  string: 0x74,
  array: 0x75,
  blockData: 0x77,
  endBlockData: 0x78,
  longBlockData: 0x7a,
} as const;
/** Flags of a class: it has a writeObject of its own; it is Serializable. */
const WRITE_METHOD = 0x01;
const SERIALIZABLE = 0x02;

/** Octets of each primitive type by its code. */
const SIZES: Readonly<Record<string, number>> = { B: 1, C: 2, D: 8, F: 4, I: 4, J: 8, S: 2, Z: 1 };

interface ClassShape {
  readonly name: string;
  readonly flags: number;
  /** The type code of each field, in order. */
  readonly fields: string[];
  parent: ClassShape | undefined;
}

class ObjectSkipper {
  readonly #cursor: ByteCursor;
  /** Everything that may be referred to later; only classes matter. */
  readonly #handles: (ClassShape | undefined)[] = [];

  constructor(cursor: ByteCursor) {
    this.#cursor = cursor;
  }

  /** Steps over one content, whatever it is; its type octet comes first. False for the end of block data. */
  content(depth: number): boolean {
    if (depth > MAX_DEPTH) throw damaged('a secret key of the keystore is nested too deeply');
    const type = this.#cursor.octet();
    switch (type) {
      case TC.null:
        return true;
      case TC.endBlockData:
        return false;
      case TC.reference:
        this.#cursor.skip(4);
        return true;
      case TC.string:
        this.#remember(undefined);
        this.#cursor.skip(this.#cursor.short());
        return true;
      case TC.blockData:
        this.#cursor.skip(this.#cursor.octet());
        return true;
      case TC.longBlockData:
        this.#cursor.skip(this.#cursor.number());
        return true;
      case TC.array:
        this.#array(depth);
        return true;
      case TC.object:
        this.#object(depth);
        return true;
      default:
        throw damaged(`a secret key of the keystore holds a Java object of type ${type}, which is not read`);
    }
  }

  #remember(shape: ClassShape | undefined): void {
    if (this.#handles.length === MOST_THINGS)
      throw damaged('a secret key of the keystore has too many parts');
    this.#handles.push(shape);
  }

  #object(depth: number): void {
    const shape = this.#class(depth);
    if (shape === undefined) throw damaged('a secret key of the keystore is an object without a class');
    this.#remember(undefined);
    const line: ClassShape[] = [];
    for (let each: ClassShape | undefined = shape; each !== undefined; each = each.parent) {
      if (line.length > MAX_DEPTH) throw damaged('a secret key of the keystore has too many classes');
      line.unshift(each);
    }
    for (const { flags, fields } of line) {
      if ((flags & SERIALIZABLE) === 0) throw damaged('a secret key of the keystore writes itself');
      for (const field of fields) this.#value(field, depth);
      if ((flags & WRITE_METHOD) !== 0) this.#annotation(depth);
    }
  }

  #array(depth: number): void {
    const type = this.#class(depth)?.name.slice(1, 2) ?? '';
    this.#remember(undefined);
    const count = this.#cursor.number();
    const size = SIZES[type];
    if (size !== undefined) return this.#cursor.skip(size * count);
    if (count > MOST_THINGS) throw damaged('a secret key of the keystore has too many parts');
    for (let index = 0; index < count; index++) this.#value(type, depth);
  }

  #value(type: string, depth: number): void {
    const size = SIZES[type];
    if (size !== undefined) this.#cursor.skip(size);
    else this.content(depth + 1);
  }

  #annotation(depth: number): void {
    while (this.content(depth + 1));
  }

  #class(depth: number): ClassShape | undefined {
    if (depth > MAX_DEPTH) throw damaged('a secret key of the keystore is nested too deeply');
    const cursor = this.#cursor;
    const type = cursor.octet();
    if (type === TC.null) return undefined;
    if (type === TC.reference) {
      const known = this.#handles[cursor.number() - FIRST_HANDLE];
      if (known === undefined)
        throw damaged('a secret key of the keystore refers to a class that is not there');
      return known;
    }
    if (type !== TC.classDescription) throw damaged('a secret key of the keystore has an unknown class');
    const name = cursor.text();
    cursor.skip(8);
    const handle = this.#handles.length;
    this.#remember(undefined);
    const shape: ClassShape = { name, flags: cursor.octet(), fields: [], parent: undefined };
    this.#handles[handle] = shape;
    for (let left = cursor.short(); left > 0; left--) {
      const field = String.fromCharCode(cursor.octet());
      shape.fields.push(field);
      cursor.skip(cursor.short());
      if (SIZES[field] === undefined) this.content(depth + 1);
    }
    this.#annotation(depth);
    shape.parent = this.#class(depth + 1);
    return shape;
  }
}
