/** Pictures chosen for the next message: from a file, the camera, the clipboard, or dropped. */
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { encodeImage } from './image-encode.ts';

const MAX_IMAGES = 4;

export interface AttachmentParts {
  readonly input: HTMLInputElement;
  readonly strip: HTMLElement;
  /** Where pictures may be pasted or dropped. */
  readonly area: HTMLElement;
  readonly onChange: () => void;
  readonly say: (words: string) => void;
}

export interface Attachments {
  /** Hands the pictures over and is empty again. */
  take(): Blob[];
  readonly count: () => number;
}

export function createAttachments(parts: AttachmentParts): Attachments {
  let images: Blob[] = [];
  const add = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      if (images.length >= MAX_IMAGES) {
        parts.say(`一条消息最多 ${String(MAX_IMAGES)} 张图片。`);
        return;
      }
      const image = await encodeImage(file);
      if (image === null) parts.say(`“${file.name}”不是能打开的图片。`);
      else images = [...images, image];
      draw();
    }
  };
  const remove = (image: Blob): void => {
    images = images.filter((one) => one !== image);
    draw();
  };
  const draw = (): void => {
    parts.strip.replaceChildren(...images.map((image, n) => preview(image, n, () => remove(image))));
    parts.strip.hidden = images.length === 0;
    parts.onChange();
  };

  parts.input.addEventListener('change', () => {
    void add([...(parts.input.files ?? [])]);
    parts.input.value = '';
  });
  parts.area.addEventListener('paste', (event) => void add(pictures(event.clipboardData)));
  parts.area.addEventListener('dragover', (event) => event.preventDefault());
  parts.area.addEventListener('drop', (event) => {
    event.preventDefault();
    void add(pictures(event.dataTransfer));
  });

  // Unlike words these are kept nowhere until they are sent: the browser asks before the page is left.
  window.addEventListener('beforeunload', (event) => {
    if (images.length > 0) event.preventDefault();
  });

  return {
    count: () => images.length,
    take() {
      const taken = images;
      images = [];
      draw();
      return taken;
    },
  };
}

const pictures = (from: DataTransfer | null): File[] =>
  [...(from?.files ?? [])].filter(({ type }) => type.startsWith('image/'));

function preview(image: Blob, n: number, remove: () => void): HTMLElement {
  const src = URL.createObjectURL(image);
  const label = `第 ${String(n + 1)} 张图片`;
  return el(
    'span',
    { class: 'preview' },
    el('img', { src, alt: label, onload: () => URL.revokeObjectURL(src) }),
    el('button', { type: 'button', class: 'round', 'aria-label': `移除${label}`, onclick: remove }, icon('close')),
  );
}
