import { expect, it } from 'vitest';
import { aCasus } from '../support/a-casus.ts';
import { startTestServer } from '../support/test-server.ts';

it('a second reader who only opens the check page is seen', async () => {
	const server = await startTestServer({});
	try {
		const { casus } = server.lab.services;
		const lab = await server.demoLab();
		const brought = await casus.bring(await server.actor('tessa'), lab, aCasus({}));
		if (!brought.ok) throw new Error(brought.reason);
		const seenBy = async () => {
			const view = await casus.view(await server.actor('tessa'), lab, brought.value);
			if (!view.ok) throw new Error(view.reason);
			return view.value.viewers!.map(({ name }) => name.split(' ')[0]);
		};
		const check = await casus.toCheck(await server.actor('marit'), lab, brought.value);
		expect(check).toMatchObject({ ok: true });
		expect(await seenBy()).toEqual(['Marit']);
	} finally {
		await server.close();
	}
});
