import { createRequire } from 'node:module';

/** The part of upng-js that is used; its types are not published. */
interface Upng {
  decode(png: ArrayBuffer): { readonly width: number; readonly height: number };
  toRGBA8(image: object): ArrayBuffer[];
  encode(frames: readonly ArrayBuffer[], width: number, height: number, colors: number): ArrayBuffer;
}

/** A third of the size and no difference that an eye finds: the same picture with a palette. */
const COLORS = 256;

/** Makes a PNG of a screen small enough for a page of the documentation. */
export function shrink(png: Buffer): Buffer {
  // It is there once the packages of this folder are, which the root's type check does without.
  const upng = createRequire(import.meta.url)('upng-js') as Upng;
  const image = upng.decode(new Uint8Array(png).buffer);
  return Buffer.from(upng.encode(upng.toRGBA8(image).slice(0, 1), image.width, image.height, COLORS));
}
