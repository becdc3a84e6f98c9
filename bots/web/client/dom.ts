/** Builds elements. Text goes in as text nodes only, so nothing anybody writes is ever read as markup. */

export type Child = Node | string | null | undefined | false;

export interface Attributes {
  readonly [name: string]: string | number | boolean | null | undefined | ((event: Event) => void);
}

/** `onclick` and the like take functions; `true` sets an empty attribute, `false`, null and undefined none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.filter(present));
  return element;
}

const present = (child: Child): child is Node | string => child !== null && child !== undefined && child !== false;

/** The element of the page with this id; the page is ours, so it is there. */
export function byId<T extends HTMLElement>(id: string, type: abstract new (...args: never[]) => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`#${id} is missing`);
  return element;
}

/** Stays in view of a screen reader as a sentence, without being seen. */
export const hiddenText = (text: string): HTMLElement => el('span', { class: 'unseen' }, text);
