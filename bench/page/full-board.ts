import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { domains } from '../../src/lib/domain/access.ts';
import { bases } from '../../src/lib/domain/template.ts';
import type { NewCard } from '../../src/lib/documents/card.ts';
import { openStore } from '../../server/store/store.ts';
import { aMember, aMembership } from '../../tests/support/builders.ts';
import { StockClient } from '../../tests/support/clients.ts';
import type { LabProcess } from '../../tests/support/lab-process.ts';
import { aSignIn } from '../../tests/support/sign-in.ts';

const LAB = 'extreemrechts-polarisatie';
/** Of the method "triggerfactoren", in the order of the page. */
export const zones = ['schets', 'micro', 'meso', 'macro', 'bescherming', 'wit', 'versterken'];
const TEXTS = [
	'Jongeren komen na vijven niet meer op het plein; de winkeliers missen een aanspreekpunt.',
	'Wat wij zagen, en wat wij nog niet weten.',
	'De mentor wil het gesprek voeren, maar weet niet hoe te beginnen.',
	'Een ruzie in de klas werd door anderen gefilmd en gedeeld.'
];

/** A board in a running lab, with people who are signed in and belong to it. */
export interface FullBoard {
	path: string;
	document: string;
	/** Cookie headers: who made the board first. */
	cookies: string[];
}

/** Makes the board as its facilitator would, and fills it over the wire. */
export async function fullBoard(
	lab: LabProcess,
	cards: number,
	people: number
): Promise<FullBoard> {
	const cookies = await addPeople(lab, people + 1);
	const cookie = cookies[0] ?? '';
	const answer = await fetch(`${lab.origin}/labs/${LAB}/boards?/create`, {
		method: 'POST',
		headers: { cookie, origin: lab.origin },
		body: new URLSearchParams({
			template: 'tpl-trigger',
			title: 'Een groot bord',
			question: 'Wat versterken we?'
		}),
		redirect: 'manual'
	});
	const path = answer.headers.get('location');
	if (!path) throw new Error(`no board: ${answer.status} ${await answer.text()}`);
	const document = boardDocument(path.split('/').at(-1) ?? '');
	await fill(lab, document, cookie, cards);
	return { path, document, cookies };
}

async function fill(lab: LabProcess, document: string, cookie: string, cards: number) {
	const target = { url: lab.origin, origin: lab.origin };
	const client = new StockClient(target, document, cookie, { params: { saved: '1' } });
	await client.synced();
	// Some hundred at a time: one update has a largest size.
	for (let i = 0; i < cards; i += 250) {
		const some = Array.from({ length: Math.min(250, cards - i) }, (_, j) => aCard(i + j));
		const before = client.saved();
		client.board.addCards(some, 'bench');
		while (client.saved() === before) await wait(20);
	}
	client.stop();
}

function aCard(i: number): NewCard {
	return {
		id: randomUUID(),
		zone: zones[i % zones.length] ?? 'wit',
		kind: i % 3 === 0 ? 'gebeurtenis' : 'feit',
		domain: domains[i % domains.length] ?? 'gedeeld',
		basis: bases[i % bases.length] ?? null,
		at: Date.now(),
		text: TEXTS[i % TEXTS.length] ?? ''
	};
}

/** The first of them leads; their sign-ins are put straight into the store. */
async function addPeople(lab: LabProcess, count: number): Promise<string[]> {
	const store = await openStore(lab.databaseFile);
	const { id } = await store.db
		.selectFrom('lab')
		.select('id')
		.where('slug', '=', LAB)
		.executeTakeFirstOrThrow();
	const organisations = await store.db
		.selectFrom('organisation')
		.select('id')
		.orderBy('id')
		.execute();
	const cookies: string[] = [];
	for (let i = 0; i < count; i++) {
		const member = randomUUID();
		await aMember(store, {
			id: member,
			name: `Deelnemer ${i}`,
			initials: 'D',
			domain: i % 2 === 0 ? 'sociaal' : 'veiligheid',
			organisation_id: organisations[i % organisations.length]?.id ?? null
		});
		const role = i === 0 ? 'facilitator' : i % 2 === 0 ? 'gem_sociaal' : 'gem_oov';
		await aMembership(store, { lab_id: id, member_id: member, role });
		cookies.push(await aSignIn(store, member));
	}
	await store.close();
	return cookies;
}
