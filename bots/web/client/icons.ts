/** Line icons, 24 × 24, drawn with the colour of the text around them. */

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M9 9.2a.8.8 0 1 1-1.6 0 .8.8 0 0 1 1.6 0',
  pin: 'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21zM14.5 9.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0',
  send: 'M4 12l16-8-5 16-3.5-6.5z',
  reply: 'M10 6L4 12l6 6M4 12h9c4 0 7 2 7 6',
  close: 'M6 6l12 12M18 6L6 18',
  list: 'M4 7h16M4 12h16M4 17h10',
  window: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  exit: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  bot: 'M5 9h14v10H5zM12 9V5M12 5h.01M9 13.5h.01M15 13.5h.01M9.5 16.5h5',
  group:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M16 11a2.5 2.5 0 0 0 0-5M17 14c2 .4 3.5 2.1 3.5 5',
  down: 'M12 5v14M6 13l6 6 6-6',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5M9 13h6M9 17h6',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it stands for is said in words beside it or in the button's label. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
