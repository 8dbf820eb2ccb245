import { expect, test } from '@playwright/test';
import { runSession } from '../../bench/session/run-session.ts';
import { LabProcess } from '../support/lab-process.ts';

test('a regional session loses nothing that was told to be done, also when the server is killed while tables write', async () => {
	const lab = await LabProcess.start({ DEMO: '0' });
	try {
		const { lost, complaints, done } = await runSession(lab, {
			people: 12,
			tables: 3,
			cards: 1,
			length: 30,
			pace: { letters: 2, pause: 60 },
			first: null,
			second: 'SIGKILL',
			spread: 200
		});
		expect([...lost, ...complaints]).toEqual([]);
		expect(done).toEqual({
			'hidden cards': 12,
			'cards of tables': 12,
			answers: 36,
			agreed: 12,
			questions: 3,
			joined: 9,
			votes: 36
		});
	} finally {
		await lab.remove();
	}
});
