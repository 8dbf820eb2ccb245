/** Traffic Light Protocol 2.0, widest circle first. */
export const tlps = ['clear', 'green', 'amber', 'amber-strict', 'red'] as const;
export type Tlp = (typeof tlps)[number];

/** Whether more people may know of what is marked `a` than of what is marked `b`. */
export function isWider(a: Tlp, b: Tlp): boolean {
	return tlps.indexOf(a) < tlps.indexOf(b);
}

/** The published spelling: upper case, no spaces, never translated. */
export const tlpLabel: Record<Tlp, string> = {
	clear: 'TLP:CLEAR',
	green: 'TLP:GREEN',
	amber: 'TLP:AMBER',
	'amber-strict': 'TLP:AMBER+STRICT',
	red: 'TLP:RED'
};
