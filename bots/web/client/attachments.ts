/** Pictures and documents chosen for the next message: from a file, the camera, the clipboard, or dropped. */
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { encodeImage } from './image-encode.ts';
import { sizeWords } from './sizes.ts';

const MAX_IMAGES = 4;
const MAX_FILES = 3;
const MAX_FILE_BYTES = 20_000_000;

export interface AttachmentParts {
  readonly pictures: HTMLInputElement;
  readonly documents: HTMLInputElement;
  readonly strip: HTMLElement;
  /** Where pictures and documents may be pasted or dropped. */
  readonly area: HTMLElement;
  readonly onChange: () => void;
  readonly say: (words: string) => void;
  /** Documents go to the bot alone. */
  readonly takesDocuments: () => boolean;
}

export interface Taken {
  readonly images: readonly Blob[];
  readonly files: readonly File[];
}

export interface Attachments {
  /** Hands over what was chosen and is empty again. */
  take(): Taken;
  readonly count: () => number;
}

export function createAttachments(parts: AttachmentParts): Attachments {
  let images: readonly Blob[] = [];
  let files: readonly File[] = [];
  const count = (): number => images.length + files.length;
  const add = async (chosen: readonly File[]): Promise<void> => {
    for (const file of chosen) {
      const why = file.type.startsWith('image/') ? await addImage(file) : await addDocument(file);
      if (why !== null) parts.say(why);
      draw();
    }
  };
  const addImage = async (file: File): Promise<string | null> => {
    if (images.length >= MAX_IMAGES) return `一条消息最多 ${String(MAX_IMAGES)} 张图片。`;
    const image = await encodeImage(file);
    if (image === null) return `“${file.name}”不是能打开的图片。`;
    images = [...images, image];
    return null;
  };
  const addDocument = async (file: File): Promise<string | null> => {
    const why = parts.takesDocuments()
      ? unfit(file, parts.documents.accept, files.length)
      : '文件不发到群里，请在和助手的单独聊天里发。';
    if (why !== null) return why;
    // What a phone lends may be gone by the time it is sent.
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return `“${file.name}”打不开，请重新选一次。`;
    files = [...files, new File([bytes], file.name, { type: file.type })];
    return null;
  };
  const removeImage = (image: Blob): void => {
    images = images.filter((one) => one !== image);
    draw();
  };
  const removeFile = (file: File): void => {
    files = files.filter((one) => one !== file);
    draw();
  };
  const draw = (): void => {
    parts.strip.replaceChildren(
      ...images.map((image, n) => preview(image, n, () => removeImage(image))),
      ...files.map((file) => named(file, () => removeFile(file))),
    );
    parts.strip.hidden = count() === 0;
    parts.onChange();
  };

  for (const input of [parts.pictures, parts.documents]) {
    input.addEventListener('change', () => {
      void add([...(input.files ?? [])]);
      input.value = '';
    });
  }
  parts.area.addEventListener('paste', (event) => void add(filesIn(event.clipboardData)));
  parts.area.addEventListener('dragover', (event) => event.preventDefault());
  parts.area.addEventListener('drop', (event) => {
    event.preventDefault();
    void add(filesIn(event.dataTransfer));
  });

  // Unlike words these are kept nowhere until they are sent: the browser asks before the page is left.
  window.addEventListener('beforeunload', (event) => {
    if (count() > 0) event.preventDefault();
  });

  return {
    count,
    take() {
      const taken = { images, files };
      images = [];
      files = [];
      draw();
      return taken;
    },
  };
}

const filesIn = (from: DataTransfer | null): File[] => [...(from?.files ?? [])];

/** By the page's own input, which names them as `.docx,.doc,…`; the server decides. */
const isDocument = (name: string, accept: string): boolean =>
  accept.split(',').some((kind) => kind.startsWith('.') && name.toLowerCase().endsWith(kind));

/** Why it is not taken, in words; null where it is. */
function unfit({ name, size }: File, accept: string, chosen: number): string | null {
  if (chosen >= MAX_FILES) return `一条消息最多 ${String(MAX_FILES)} 个文件。`;
  if (!isDocument(name, accept))
    return `“${name}”收不了：只收文档（docx、xlsx、pdf、wps、txt 等），压缩包请解开后再发。`;
  if (size > MAX_FILE_BYTES) return `“${name}”有 ${sizeWords(size)}，超过 20 MB，请压缩图片或分成几份再发。`;
  return size === 0 ? `“${name}”是空的，请重新选一个。` : null;
}

function preview(image: Blob, n: number, remove: () => void): HTMLElement {
  const src = URL.createObjectURL(image);
  const label = `第 ${String(n + 1)} 张图片`;
  return el(
    'span',
    { class: 'preview' },
    el('img', { src, alt: label, onload: () => URL.revokeObjectURL(src) }),
    removal(label, remove),
  );
}

const named = ({ name, size }: File, remove: () => void): HTMLElement =>
  el(
    'span',
    { class: 'preview preview-file' },
    icon('file'),
    el('span', { class: 'preview-words' }, el('strong', {}, name), el('span', { class: 'muted' }, sizeWords(size))),
    removal(`文件 ${name}`, remove),
  );

const removal = (label: string, remove: () => void): HTMLElement =>
  el('button', { type: 'button', class: 'round', 'aria-label': `移除${label}`, onclick: remove }, icon('close'));
