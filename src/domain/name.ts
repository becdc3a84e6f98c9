/** Names as they are compared. */

/** The dots that keyboards and web pages put between the parts of a name; kept and looked up is the middle dot alone. */
export const nameDots = '·•・‧･';
const otherDots = new RegExp(`[${nameDots.slice(1)}]`, 'gu');

export const settleDots = (name: string): string => name.replace(otherDots, nameDots.slice(0, 1));
