import type { Results } from '../results.ts';
import { targets } from './targets.ts';

const ROW = 26;
const TOP = 58;
const LEFT = 290;
const WIDTH = 380;
const RIGHT = 120;
/** The ratio at the right edge; a longer bar is cut off and says so. */
const MOST = 1.5;

const style = `
	svg { font: 13px system-ui, sans-serif; }
	.paper { fill: #ffffff; }
	text { fill: #1f2328; }
	.small { font-size: 12px; fill: #59636e; }
	.line { stroke: #59636e; }
	.met { fill: #1a7f5a; }
	.missed { fill: #b35900; }
	.target { stroke: #1f2328; stroke-width: 2; }
	@media (prefers-color-scheme: dark) {
		.paper { fill: #0d1117; }
		text { fill: #e6edf3; }
		.small { fill: #9198a1; }
		.line { stroke: #9198a1; }
		.met { fill: #3fb68b; }
		.missed { fill: #e3954a; }
		.target { stroke: #e6edf3; }
	}`;

/** Ours as a share of the better peer, one bar per target: the shorter the better. */
export function chart(results: Results): string {
	const bars = targets
		.map((target) => target(results))
		.flatMap(({ measure, ratio }) => (ratio ? { measure, ...ratio } : []));
	const height = TOP + bars.length * ROW + 34;
	const bottom = TOP + bars.length * ROW;
	const one = x(1).toFixed(1);
	const said = bars
		.map(({ measure, found, atMost }) => `${measure}: ${found.toFixed(2)} (target ${atMost})`)
		.join('; ');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + RIGHT} ${height}" role="img" aria-labelledby="title desc">
<title id="title">Our sync server as a share of the better of two peers</title>
<desc id="desc">${escaped(said)}</desc>
<style>${style}
</style>
<rect class="paper" width="100%" height="100%" rx="6"/>
<text x="16" y="26">Ours as a share of the better peer; shorter is better</text>
<text class="small" x="${one}" y="48" text-anchor="middle">1 = the better peer</text>
${bars.map(bar).join('\n')}
<line class="line" x1="${LEFT}" x2="${LEFT}" y1="${TOP - 4}" y2="${bottom}"/>
<line class="line" x1="${one}" x2="${one}" y1="${TOP - 4}" y2="${bottom}" stroke-dasharray="3 3"/>
<text class="small" x="16" y="${bottom + 22}">Upright strokes are the targets: a bar that meets its target is green, one that misses it orange.</text>
</svg>
`;
}

function bar(
	{ measure, found, atMost }: { measure: string; found: number; atMost: number },
	i: number
): string {
	const y = TOP + i * ROW;
	const width = (x(found) - LEFT).toFixed(1);
	const target = x(atMost).toFixed(1);
	const figure = `${found.toFixed(2)}${found > MOST ? ', cut off' : ''}${found <= atMost ? ', met' : ''}`;
	return [
		`<text x="16" y="${y + 15}">${escaped(measure)}</text>`,
		`<rect class="${found <= atMost ? 'met' : 'missed'}" x="${LEFT}" y="${y + 3}" width="${width}" height="16"/>`,
		`<line class="target" x1="${target}" x2="${target}" y1="${y}" y2="${y + 22}"/>`,
		`<text class="small" x="${(Math.max(x(found), x(atMost)) + 6).toFixed(1)}" y="${y + 15}">${figure}</text>`
	].join('');
}

function x(ratio: number): number {
	return LEFT + (Math.min(Math.max(ratio, 0), MOST) / MOST) * WIDTH;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
