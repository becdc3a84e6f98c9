/** The office page of the chat platforms: how each stands, what to do, and what to scan. Without scripts; it loads itself anew. */
import { toString as qrCode } from 'qrcode';
import type { Instant } from '../domain/calendar.ts';
import type { PlatformStanding } from '../domain/platform.ts';
import { isStale, platformPage, reasonSaid, sinceSaid, stateSaid, todoSaid } from '../replies/platforms.ts';
import { platformName } from '../replies/platform-names.ts';

/** So often the page loads itself anew, in s: a code to scan is good for minutes. */
const refreshSeconds = 10;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

const cells = (standing: PlatformStanding, now: Instant): string[] => [
  platformName(standing.platform),
  stateSaid(standing, now),
  sinceSaid(standing, now),
  reasonSaid(standing, now),
  todoSaid(standing, now),
];

const row = (standing: PlatformStanding, now: Instant): string => {
  const isFine = todoSaid(standing, now) === '';
  const tds = cells(standing, now).map((cell, i) => `<td data-head="${escapeHtml(platformPage.head[i] ?? '')}">${escapeHtml(cell)}</td>`); // prettier-ignore
  return `<tr class="${isFine ? 'fine' : 'troubled'}">${tds.join('')}</tr>`;
};

/** A picture in the page itself: nothing of it is loaded from elsewhere, nor kept. */
async function scanSection({ platform, signIn }: PlatformStanding): Promise<string> {
  if (signIn === null) return '';
  const picture = await qrCode(signIn.scan, { type: 'svg', margin: 2 });
  const name = escapeHtml(platformName(platform));
  return `<section class="scan"><h2>${name}${platformPage.scan}</h2><div role="img" aria-label="${name}${platformPage.scan}">${picture}</div><p class="muted">${platformPage.secret}</p></section>`;
}

const table = (standings: readonly PlatformStanding[], now: Instant): string =>
  standings.length === 0
    ? `<p>${platformPage.none}</p>`
    : `<table><thead><tr>${platformPage.head.map((h) => `<th scope="col">${h}</th>`).join('')}</tr></thead><tbody>${standings
        .map((s) => row(s, now))
        .join('')}</tbody></table>`;

/** What a stopped service noted last is no longer good for scanning. */
export async function platformsPage(standings: readonly PlatformStanding[], now: Instant): Promise<string> {
  const scans = await Promise.all(standings.filter((s) => !isStale(s, now)).map(scanSection));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${String(refreshSeconds)}">
<title>${platformPage.title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/base.css">
<link rel="stylesheet" href="/assets/office.css">
</head>
<body><main class="office"><h1>${platformPage.title}</h1>${table(standings, now)}${scans.join('')}<p class="muted">${platformPage.refreshed} <a href="../">${platformPage.back}</a></p></main></body>
</html>
`;
}
