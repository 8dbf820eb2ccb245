/** Browser and system in a User-Agent header, as people call them; null for what is not known. */
export interface Device {
	browser: string | null;
	system: string | null;
}

// Order matters: each browser also names the ones it descends from.
const browsers: [RegExp, string][] = [
	[/\bEdg(A|iOS)?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\b(Firefox|FxiOS)\//, 'Firefox'],
	[/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];
const systems: [RegExp, string][] = [
	[/\bAndroid\b/, 'Android'],
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b/, 'Mac'],
	[/\bCrOS\b/, 'Chromebook'],
	[/\bLinux\b/, 'Linux']
];

export function deviceOf(userAgent: string): Device {
	const first = (list: [RegExp, string][]) =>
		list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
	return { browser: first(browsers), system: first(systems) };
}
