import * as v from 'valibot';
import { NewCasus } from '../../server/services/casus-form.ts';
import { checkPoints } from '../../src/lib/domain/casus.ts';
import type { TestServer } from './test-server.ts';

/** What somebody fills in who brings a casus; give what matters to the test. */
export function aCasus(about: Partial<v.InferInput<typeof NewCasus>> = {}): NewCasus {
	return v.parse(NewCasus, {
		person: 'no',
		template: 'tpl-trigger',
		title: 'Onrust op een plein',
		origin: 'meer',
		size: 'middel',
		age: '16-18',
		settings: ['buurt', 'online'],
		signal: 'uitspraken',
		phase: 'secundair',
		seen: 'Een groepje jongeren roept leuzen naar voorbijgangers.',
		noticedBy: 'Een jongerenwerker en een winkelier merkten het op.',
		done: 'De jongerenwerker sprak een paar keer met het groepje.',
		around: 'In de buurt loopt een gesprek over een verhuizing van een voorziening.',
		question: 'Wat versterken we, en wie heeft al contact?',
		...about
	});
}

/** Brought, read by a second person, and open to the lab. Returns the board's id. */
export async function openCasus(
	server: TestServer,
	by: string,
	about: Partial<v.InferInput<typeof NewCasus>> = {}
): Promise<string> {
	const { casus } = server.lab.services;
	const lab = await server.demoLab();
	const brought = await casus.bring(await server.actor(by), lab, aCasus(about));
	if (!brought.ok) throw new Error(brought.reason);
	const signing = { version: 1, checked: checkPoints, note: '', notPersonal: [] };
	const signed = await casus.sign(await server.actor('marit'), lab, brought.value, signing);
	if (!signed.ok) throw new Error(signed.reason);
	return brought.value;
}
