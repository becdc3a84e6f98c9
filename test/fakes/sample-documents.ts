/** Documents as people send them, as far as anybody looks at them: how they begin. */

const beginning = (hex: string, text: string): Uint8Array =>
  Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(text)]);

export const SAMPLE_DOCX = beginning('504b0304', '示例：11月工作汇报');
export const SAMPLE_DOC = beginning('d0cf11e0a1b11ae1', '示例：旧格式');
export const SAMPLE_PDF = beginning('255044462d312e37', '\n示例');

export const largePdf = (bytes: number): Uint8Array => {
  const large = Buffer.alloc(bytes, 0x41);
  large.set(SAMPLE_PDF);
  return large;
};
