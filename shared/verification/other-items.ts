import { foreignHost, linkTarget } from './addresses.ts';
import { type Comparing, elementOf } from './comparing.ts';
import { isWithin } from './page-element.ts';
import type { TokenRange } from './word-diff.ts';

/** Whether a line belongs to another item of the portal: it stands in a link or beside one in a list. */
export function isOfAnother(comparing: Comparing, range: TokenRange): boolean {
  const { scan, region } = comparing;
  const element = elementOf(comparing, range.from);
  const here = scan.elements[element];
  if (here === undefined) return true;
  const behind = comparing.shown.owner(range.from) > region.lastBody;
  if (behind && here.area > region.outer && here.area >= 0 && !isSmallFoot(comparing, here.area)) return true;
  const href = scan.elements[here.link]?.attributes['href'];
  if (href !== undefined) {
    const own =
      linkTarget(href, comparing.base).replace(/#.*$/, '') === linkTarget(comparing.page.url, comparing.page.url);
    const calendar = /^[^?]*\/\d{4}\/\d{1,2}(?:\/|$)/.test(href);
    if (!own && !calendar && !href.startsWith('#')) return true;
  }
  for (
    let at = element;
    at >= 0 && !isWithin(scan.elements, region.container, at);
    at = scan.elements[at]?.parent ?? -1
  ) {
    const name = scan.elements[at]?.name;
    if (name === 'li' || name === 'tr') return hasLinkToAnother(comparing, at);
  }
  return false;
}

/** The foot of a card with its byline, which is no foot of a page. */
export function isSmallFoot({ scan }: Comparing, area: number): boolean {
  const element = scan.elements[area];
  if (element === undefined || element.last - area > 40) return false;
  return /foot/i.test(`${element.name} ${element.classes.join(' ')}`);
}

/** Whether an element holds a link to another page of the portal. */
export function hasLinkToAnother(comparing: Comparing, item: number): boolean {
  const { elements } = comparing.scan;
  const last = elements[item]?.last ?? item;
  for (let at = item; at <= last; at += 1) {
    const element = elements[at];
    const href = element?.link === at ? (element.attributes['href'] ?? '') : '';
    const leads = /^(?!javascript:|mailto:|tel:|#|$)/i.test(href);
    if (leads && foreignHost(href, comparing.page.url, comparing.base) === null) return true;
  }
  return false;
}
