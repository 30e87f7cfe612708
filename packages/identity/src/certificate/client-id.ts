import { refusal } from '../errors.js';

/** Room for the serials of one member in a Yjs clientID: 20 bits. */
const SERIALS = 2 ** 20;

/**
 * The Yjs clientID of a writer (CRT-5): member number × 2^20 + serial, unique by construction and under 2^32. Throws
 * `certificate-malformed` for numbers that no roster or certificate allows.
 */
export function clientIdOf(memberNumber: number, serial: number): number {
  const inRange = (value: number, max: number) => Number.isInteger(value) && value >= 1 && value <= max;
  if (!inRange(memberNumber, 4095)) throw refusal('certificate-malformed', 'a member number is out of range');
  if (!inRange(serial, SERIALS - 1)) throw refusal('certificate-malformed', 'a serial is out of range');
  return memberNumber * SERIALS + serial;
}
