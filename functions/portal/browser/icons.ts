// The page's few icons, drawn as lines; each stands next to words and says nothing of its own.
import { svg } from './h';

const paths = {
  add: 'M10 4v12M4 10h12',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M13 13l4 4',
  download: 'M10 3v10M6 9.5l4 4l4-4M4 16.5h12',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16.2 3v3.6h-3.6',
  close: 'M5 5l10 10M15 5L5 15',
  warning: 'M10 3L2.5 16.5h15zM10 8v4M10 14.2v.3',
  info: 'M10 2.8a7.2 7.2 0 1 1 0 14.4a7.2 7.2 0 0 1 0-14.4M10 9v5M10 6.2v.3',
  done: 'M10 2.8a7.2 7.2 0 1 1 0 14.4a7.2 7.2 0 0 1 0-14.4M6.8 10.2l2.3 2.3l4.2-4.6',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6M2.5 16.5c0-3 2-5 5-5s5 2 5 5M13 4a2.6 2.6 0 0 1 0 5.2M14.5 11.8c2 .6 3 2.4 3 4.7',
  next: 'M8 5l5 5l-5 5',
  previous: 'M12 5l-5 5l5 5',
  offline:
    'M3 3l14 14M4.5 8.5A8.4 8.4 0 0 1 8 6.6M12 6.6a8.4 8.4 0 0 1 3.5 1.9M7 12a4.6 4.6 0 0 1 3-1.2M10 15.5v.3',
  signOut: 'M8 4H4v12h4M8.5 10H17M13.5 6.5L17 10l-3.5 3.5',
} as const;
export type Icon = keyof typeof paths;

export function icon(name: Icon): SVGSVGElement {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: paths[name] }),
  );
}
