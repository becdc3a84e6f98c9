/** What is to be scanned so that a bot is signed in, for whoever sits before the terminal. */
import { toString as qrCode } from 'qrcode';
import { scanHint } from '../replies/platforms.ts';

export type Print = (line: string) => void;

/** Small enough for a window of 80 by 24; white ground, so that it is read in dark terminals as well. */
export async function printScan(platform: string, scan: string, print: Print): Promise<void> {
  print(scanHint(platform));
  print(await qrCode(scan, { type: 'terminal', small: true }));
}

/** Of a service that runs in a terminal: each code as it comes. null where its output goes elsewhere, as into a log. */
export const scanPrinter = (
  isTerminal: boolean,
  print: Print,
): ((platform: string, scan: string) => void) | undefined =>
  isTerminal ? (platform, scan) => void printScan(platform, scan, print) : undefined;
