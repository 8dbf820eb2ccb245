import type { Random } from './random.ts';

const first = 'Kevin Wiebe Jorrit Fatima Ahmed Sanne Tessa Mohammed Willem Pieter Bram Daan'.split(
	' '
);
const last =
	'Kloosterziel Jansen Bakker Visser Smit Meijer Mulder Bosman Vermeulen Hoekstra Dijkstra Postma'.split(
		' '
	);

/** Four characters in a row of what says who it is. */
export function foursIn(find: string): string[] {
	return find

		.split(' ')
		.flatMap((part) =>
			Array.from({ length: Math.max(0, part.length - 3) }, (_, i) => part.slice(i, i + 4))
		);
}

/** Finds of which no two share four characters: whatever stands somewhere, it is known of which one. */
export class Finds {
	readonly #random: Random;
	readonly #used = new Set<string>();
	readonly #stands: (four: string) => boolean;

	/** `stands`: whether these letters are somewhere already, by chance. */
	constructor(random: Random, stands: (four: string) => boolean) {
		this.#random = random;
		this.#stands = stands;
	}

	next(): string {
		for (;;) {
			const find = this.#any();
			const fours = foursIn(find);
			const isKnown = (four: string) => this.#used.has(four) || this.#stands(four);
			if (new Set(fours).size !== fours.length || fours.some(isKnown)) continue;
			for (const four of fours) this.#used.add(four);
			return find;
		}
	}

	#any(): string {
		const random = this.#random;
		const digits = (n: number) => Array.from({ length: n }, () => random.int(10)).join('');
		const letters = (n: number) =>
			Array.from({ length: n }, () => 'bcdfghjklmnprstvw'[random.int(17)]).join('');
		const kind = random.int(4);
		if (kind === 0) return `06-${digits(8)}`;
		if (kind === 1) return `P${letters(5)}.${letters(6)}@${letters(6)}.nl`;
		if (kind === 2) {
			const name = `${random.pick(first)} ${random.pick(last)}`;
			return foursIn(name).some((four) => this.#used.has(four)) ? `06-${digits(8)}` : name;
		}
		for (;;) {
			const bsn = digits(9);
			const sum = [...bsn].reduce(
				(all, digit, i) => all + Number(digit) * (i === 8 ? -1 : 9 - i),
				0
			);
			if (sum % 11 === 0 && bsn[0] !== '0') return bsn;
		}
	}
}
