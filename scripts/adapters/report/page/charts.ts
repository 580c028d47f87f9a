import { html, type Html } from './html';

/** Width of a drawing inside a table cell, in its own units; it scales with the cell. */
const WIDTH = 240;
const HEIGHT = 18;
/** What is there is seen, however little it is. */
const LEAST = 1.5;

/** Fill of the first, second, third … series. Each has a pattern besides its colour. */
export const SERIES = ['url(#solid-blue)', 'url(#stripe-orange)', 'url(#dot-green)', 'url(#cross-gray)'] as const;

/** Put once into each page that draws series. */
export const PATTERNS: Html = html`<svg width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
        <pattern id="solid-blue" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#0072b2" /></pattern>
        <pattern id="stripe-orange" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="#e69f00" />
            <rect width="2" height="6" fill="#fff" opacity=".65" />
        </pattern>
        <pattern id="dot-green" width="5" height="5" patternUnits="userSpaceOnUse">
            <rect width="5" height="5" fill="#009e73" />
            <circle cx="2.5" cy="2.5" r="1.1" fill="#fff" opacity=".8" />
        </pattern>
        <pattern id="cross-gray" width="6" height="6" patternUnits="userSpaceOnUse">
            <rect width="6" height="6" fill="#8a94a0" />
            <path d="M0 0L6 6M6 0L0 6" stroke="#fff" stroke-width=".8" />
        </pattern>
    </defs>
</svg> `;

/** What each series stands for; a series that is not drawn has no name. */
export const legend = (names: readonly (string | undefined)[]): Html =>
    html`<ul class="legend">
        ${names.map((name, index) =>
            name === undefined
                ? undefined
                : html`<li>
                      <svg width="16" height="12" aria-hidden="true">
                          <rect width="16" height="12" fill="${SERIES[index % SERIES.length]}" /></svg
                      >${name}
                  </li>`
        )}
    </ul>`;

/** Bars of one row, one after the other, on a scale from 0 to `most`. The numbers stand beside it, so readers skip the drawing. */
export function stackedBar(values: readonly number[], most: number): Html {
    const scale = most > 0 ? WIDTH / most : 0;
    let from = 0;
    const bars = values.map((value, index) => {
        const width = value > 0 ? Math.max(LEAST, value * scale) : 0;
        const bar = html`<rect
            x="${round(from)}"
            y="2"
            width="${round(width)}"
            height="${HEIGHT - 4}"
            fill="${SERIES[index % SERIES.length]}"
        />`;
        from += width;
        return bar;
    });
    return drawing(bars);
}

/** Two bars of one row, one above the other, on one scale: what is proven over what is claimed. */
export function pairedBar(first: number, second: number, most: number): Html {
    const scale = most > 0 ? WIDTH / most : 0;
    return drawing([
        html`<rect x="0" y="1" width="${round(first * scale)}" height="8" fill="${SERIES[0]}" />`,
        html`<rect x="0" y="10" width="${round(second * scale)}" height="8" fill="${SERIES[1]}" />`
    ]);
}

/** A range with its middle on a scale from 0 to `most`: a thin line from low to high, a dot where the middle is. */
export function rangeBar({ low, middle, high }: { low?: number; middle: number; high?: number }, most: number): Html {
    const scale = most > 0 ? WIDTH / most : 0;
    const half = HEIGHT / 2;
    const line =
        low === undefined || high === undefined
            ? undefined
            : html`<rect
                  x="${round(low * scale)}"
                  y="${half - 3}"
                  width="${round((high - low) * scale)}"
                  height="6"
                  rx="3"
                  fill="#0072b2"
                  opacity=".35"
              />`;
    return drawing([
        html`<rect x="0" y="${half}" width="${WIDTH}" height="1" fill="#d5dbe3" />`,
        line,
        html`<circle cx="${round(middle * scale)}" cy="${half}" r="5" fill="#0072b2" stroke="#fff" />`
    ]);
}

/** A change up or down from a line in the middle, on a scale of −most to +most. */
export function changeBar(change: number, most: number): Html {
    const middle = WIDTH / 2;
    const width = most > 0 && change !== 0 ? Math.max(LEAST, (Math.abs(change) / most) * middle) : 0;
    const from = change < 0 ? middle - width : middle;
    return drawing([
        html`<rect x="${middle}" y="0" width="1" height="${HEIGHT}" fill="#16202c" />`,
        html`<rect x="${round(from)}" y="3" width="${round(width)}" height="${HEIGHT - 6}" fill="${SERIES[change < 0 ? 1 : 0]}" />`
    ]);
}

/** Deals that were given about this chance, and how often it came true. */
export interface CalibrationBin {
    /** Mean chance given, 0 to 1. */
    readonly predicted: number;
    /** Share that was won, 0 to 1. */
    readonly observed: number;
    readonly deals: number;
}

const SIDE = 300;
const EDGE = 36;

/** Chance given against share won. Dots on the diagonal are chances that came true; a bigger dot is more deals. */
export function calibrationPlot(bins: readonly CalibrationBin[], title: string): Html {
    const at = (share: number) => round(EDGE + share * SIDE);
    const up = (share: number) => round(EDGE + (1 - share) * SIDE - 24);
    const most = Math.max(1, ...bins.map(({ deals }) => deals));
    const ticks = [0, 0.25, 0.5, 0.75, 1];
    const dots = bins.map(
        ({ predicted, observed, deals }) =>
            html`<circle
                cx="${at(predicted)}"
                cy="${up(observed)}"
                r="${round(3 + 9 * Math.sqrt(deals / most))}"
                fill="#0072b2"
                fill-opacity=".55"
                stroke="#0072b2"
            />`
    );
    return html`<figure>
        <svg viewBox="0 -10 ${SIDE + EDGE + 12} ${SIDE + EDGE + 32}" role="img" aria-label="${title}">
            ${ticks.map(
                (tick) =>
                    html`<line x1="${at(0)}" x2="${at(1)}" y1="${up(tick)}" y2="${up(tick)}" stroke="#e3e7ec" />
                        <text x="${at(0) - 6}" y="${up(tick) + 4}" text-anchor="end">${percent(tick)}</text>
                        <text x="${at(tick)}" y="${up(0) + 18}" text-anchor="middle">${percent(tick)}</text> `
            )}
            <line x1="${at(0)}" y1="${up(0)}" x2="${at(1)}" y2="${up(1)}" stroke="#16202c" stroke-dasharray="4 4" />
            ${dots}
            <text x="${at(0.5)}" y="${up(0) + 36}" text-anchor="middle">chance given</text>
            <text x="${at(0) + 4}" y="${up(1) - 8}">share won</text>
        </svg>
        <figcaption>${title}</figcaption>
    </figure>`;
}

const drawing = (shapes: readonly (Html | undefined)[]): Html =>
    html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" height="${HEIGHT}" preserveAspectRatio="xMinYMid meet" aria-hidden="true">${shapes}</svg>`;

const round = (value: number): number => Math.round(value * 10) / 10;
const percent = (share: number): string => `${Math.round(100 * share)} %`;
