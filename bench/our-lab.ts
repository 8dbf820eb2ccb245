/**
 * Makes the lab our server is measured with: a thousand members, one for every socket, already
 * signed in, and empty boards. In a process of its own, so that neither making it
 * nor the password hashes of a demo stand in the memory of what is measured.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '../server/auth/sign-ins.ts';
import { compose } from '../server/compose.ts';
import { SignInRepository } from '../server/store/sign-in-repository.ts';
import { openStore } from '../server/store/store.ts';
import { boardDocument } from '../src/lib/domain/document-name.ts';
import type { Role } from '../src/lib/domain/rights.ts';
import { aLab, aMember, aMembership, anOrganisation } from '../tests/support/builders.ts';
import { ourConfig, ORIGIN } from './our-config.ts';
import type { Ready } from './servers.ts';

const MEMBERS = 1_000;
const ORGANISATIONS = 12;
const BOARDS = 110;

const [folder = ''] = process.argv.slice(2);
const config = ourConfig(folder);
const secrets = await addMembers();
const lab = await compose(config);
const { services } = lab;
const cookies = secrets.map((secret) => `${services.cookie.name}=${secret}`);
const documents = await addBoards();
await lab.close();
const prepared: Omit<Ready, 'port'> = {
	visitors: cookies.map((cookie) => ({ origin: ORIGIN, cookie })),
	documents
};
writeFileSync(join(folder, 'prepared.json'), JSON.stringify(prepared));
process.exit(0);

/** Straight into the store, with their sign-ins; gives the secrets for their cookies. */
async function addMembers(): Promise<string[]> {
	const store = await openStore(config.database);
	for (let i = 0; i < ORGANISATIONS; i++) await anOrganisation(store, { id: `organisation-${i}` });
	await aLab(store, { id: 'lab' });
	const signIns = new SignInRepository(store.db);
	const secrets: string[] = [];
	for (let i = 0; i < MEMBERS; i++) {
		const id = randomUUID();
		await aMember(store, { id, organisation_id: `organisation-${i % ORGANISATIONS}` });
		await aMembership(store, { lab_id: 'lab', member_id: id, role: roleOf(i) });
		const secret = randomBytes(32).toString('hex');
		const createdAt = new Date();
		const expiresAt = new Date(createdAt.getTime() + 12 * 60 * 60_000);
		const signIn = {
			memberId: id,
			createdAt,
			lastUsedAt: createdAt,
			expiresAt,
			userAgent: 'bench',
			confirmedAt: createdAt
		};
		await signIns.add({ id: hash(secret), ...signIn });
		secrets.push(secret);
	}
	await store.close();
	return secrets;
}

function roleOf(i: number): Role {
	if (i === 0) return 'facilitator';
	return i % 2 === 0 ? 'gem_sociaal' : 'gem_oov';
}

/** The facilitator's, so they are open at once. */
async function addBoards(): Promise<string[]> {
	const signedIn = await services.signIns.whoHolds(secrets[0]!);
	if (!signedIn) throw new Error('nobody is signed in');
	const [home] = await services.labs.list(signedIn.actor);
	const [template] = home ? await services.templates.choices(home.lab) : [];
	if (!home || !template) throw new Error('no lab or no template');
	const documents: string[] = [];
	for (let i = 0; i < BOARDS; i++) {
		const wanted = { template: template.id, title: `Bench ${i}`, question: 'How fast?' };
		const board = await services.boards.create(signedIn.actor, home.lab, wanted);
		if (!board.ok) throw new Error(`no board: ${board.reason}`);
		documents.push(boardDocument(board.value));
	}
	return documents;
}
