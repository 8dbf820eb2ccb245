import { NameReader, type Name } from './name-reader.ts';
import { proposeFor } from './name-proposal.ts';
import { aged, kinOf, person, withParticle } from './names-context.ts';
import { initialled, titled } from './names-formal.ts';
import { firstName, owner } from './names-given.ts';
import { nickname, surnameFirst } from './names-marked.ts';
import type { Candidate, Reading } from './reading.ts';

/** The rules in order of how sure they are; the first to see a name decides. */
const rules: ((reader: NameReader, index: number) => Name | null)[] = [
	surnameFirst,
	titled,
	initialled,
	firstName,
	owner,
	kinOf,
	person,
	aged,
	withParticle
];

function nameAt(reader: NameReader, index: number): Name | null {
	const nick = nickname(reader, index);
	if (nick) return nick;
	if (reader.isCovered(index) || !reader.mayBegin(index)) return null;
	for (const rule of rules) {
		const name = rule(reader, index);
		if (name) return name;
	}
	return null;
}

export function findNames(reading: Reading): Candidate[] {
	const reader = new NameReader(reading);
	const found: Candidate[] = [];
	for (let i = 0; i < reading.words.length; i++) {
		const name = nameAt(reader, i);
		if (!name) continue;
		const start = reader.word(name.first)?.start ?? 0;
		const end = name.end ?? reader.word(name.last)?.end ?? start;
		found.push({
			type: 'naam',
			severity: 'waarschuwen',
			start,
			end,
			replacement: proposeFor(name.form, reading, start, end)
		});
		i = Math.max(i, name.last);
	}
	return found;
}
