import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { aQuestion, editor, isAlive, settled } from './drafts.ts';
import { enter, expect, expectQuiet, savedStatus, test } from './lab.ts';

/** What Word puts on the clipboard, with what an attacker and a large picture would add. */
function fromWord(): string {
	const picture = `data:image/png;base64,${'iVBORw0KGgo'.repeat(150_000)}`;
	const item = (sign: string, level: number, text: string) =>
		`<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>` +
		`<![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>${sign}` +
		`<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>` +
		`${text}<o:p></o:p></p>`;
	return `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///c:/msoclip.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings>
<w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:11.0pt;} --></style>
<script>window.ran = 'head'</script></head>
<body lang=NL style='tab-interval:35.4pt'><!--StartFragment-->
<h1 style='mso-outline-level:1'>Over het gesprek<o:p></o:p></h1>
<p class=MsoNormal onclick="window.ran = 'click'" style='mso-margin-top-alt:auto'><b
style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt;mso-fareast-language:NL'>Vertrouwen
groeit</span></b> als men <i>blijft</i> bellen.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
${item('·', 1, 'Bel ook als er niets is')}
${item('·', 1, 'Spreek af waarvoor')}
${item('o', 2, 'En waarvoor niet')}
<p class=MsoNormal>Lees <a href="https://www.voorbeeld.example/handreiking"
onmouseover="window.ran = 'over'">de handreiking</a> en niet <a
href="javascript:window.ran='link'">de oude pagina</a>.<o:p></o:p></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="file:///c:/a.png"/></v:shape><![endif]-->
<img width=900 src="${picture}"><img src="${picture}"><img src="/geheim.png" onerror="window.ran = 'error'"></p>
<script>window.ran = 'body'</script>
<svg onload="window.ran = 'svg'"></svg><iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>In een cel</p></td><td>en ernaast</td></tr></table>
<form action="/weg"><p>In een formulier</p><button>Op een knop</button></form>
${'<div>'.repeat(90)}Heel diep<b>er</b>${'</div>'.repeat(90)}
<!--EndFragment--></body></html>`;
}

/** As the browser hands it over; unlike its own clipboard, nothing is taken out before. */
async function paste(page: Page, html: string): Promise<void> {
	await editor(page).click();
	await editor(page).evaluate((field, text) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData('text/html', text);
		clipboardData.setData('text/plain', 'niet dit');
		const init = { clipboardData, bubbles: true, cancelable: true };
		field.dispatchEvent(new ClipboardEvent('paste', init));
	}, html);
}

/** What is there of it, after a paste and after coming back. */
async function expectPlainStructure(page: Page): Promise<void> {
	const field = editor(page);
	await expect(field.getByRole('heading', { name: 'Over het gesprek' })).toBeVisible();
	await expect(field.locator('strong')).toHaveText('Vertrouwen groeit');
	await expect(field.locator('em')).toHaveText('blijft');
	for (const words of [
		'Vertrouwen groeit als men blijft bellen.',
		'Bel ook als er niets is',
		'Spreek af waarvoor',
		'En waarvoor niet',
		'Lees de handreiking en niet de oude pagina.',
		'In een cel',
		'en ernaast',
		'In een formulier',
		'Op een knop',
		'Heel dieper'
	]) {
		await expect(field).toContainText(words);
	}
	await expect(field.locator('ul > li')).toHaveCount(3);
	await expect(field.locator('ul ul > li')).toHaveText('En waarvoor niet');
	await expect(field).not.toContainText('·');
	await expect(field.getByRole('link')).toHaveCount(1);
	await expect(field.getByRole('link')).toHaveAttribute(
		'href',
		'https://www.voorbeeld.example/handreiking'
	);
	await expect(field).not.toContainText('niet dit');
	const markup = await field.innerHTML();
	expect(markup).not.toMatch(
		/mso|<o:|style|javascript|\son[a-z]+=|<img|<script|<svg|<iframe|window/i
	);
}

test('a page from Word becomes plain structure: no word is lost and nothing of it runs', async ({
	browser,
	lab
}) => {
	const tessa = await enter(browser, lab, 'tessa');
	await aQuestion(tessa);
	await isAlive(tessa);
	const asked: string[] = [];
	tessa.on('request', (request) => asked.push(request.url()));
	const html = fromWord();
	expect(html.length).toBeGreaterThan(3_000_000);
	await paste(tessa, html);
	await expectPlainStructure(tessa);
	await expect(savedStatus(tessa)).toContainText('Alles opgeslagen');
	expect(asked.filter((url) => /geheim|voorbeeld|data:|file:/.test(url))).toEqual([]);
	await tessa.reload();
	await isAlive(tessa);
	await expectPlainStructure(tessa);
	expect(await tessa.evaluate(() => (window as { ran?: string }).ran)).toBeUndefined();
	await expectAccessible(tessa);

	// And so it is read once it is placed.
	await tessa.getByLabel('Titel').fill('Uit Word');
	await tessa.getByLabel('Interventies').check();
	await expect(tessa.getByRole('button', { name: 'Plaats de vraag' })).toBeEnabled();
	await tessa.getByRole('button', { name: 'Plaats de vraag' }).click();
	await expect(tessa.getByRole('heading', { level: 1, name: 'Uit Word' })).toBeVisible();
	const question = tessa.locator('.ask');
	await expect(question.getByRole('heading', { name: 'Over het gesprek' })).toBeVisible();
	await expect(question.getByRole('link', { name: 'de handreiking' })).toBeVisible();
	await expect(question).toContainText('Lees de handreiking en niet de oude pagina.');
	await expectAccessible(tessa);
	expectQuiet(tessa);
});

test('what one copies in the editor is pasted with its layout', async ({ browser, lab }) => {
	const jorrit = await enter(browser, lab, 'jorrit', {
		permissions: ['clipboard-read', 'clipboard-write']
	});
	await aQuestion(jorrit);
	await isAlive(jorrit);
	await editor(jorrit).click();
	await jorrit.keyboard.press('Control+b');
	await jorrit.keyboard.type('Vet gezegd');
	await jorrit.keyboard.press('Shift+Home');
	await settled(jorrit);
	await jorrit.keyboard.press('Control+c');
	// In its own place first: the caret is behind it then.
	await jorrit.keyboard.press('Control+v');
	await expect(editor(jorrit).locator('strong')).toHaveText(['Vet gezegd']);
	await jorrit.keyboard.press('Enter');
	await jorrit.keyboard.press('Control+v');
	await expect(editor(jorrit).locator('strong')).toHaveText(['Vet gezegd', 'Vet gezegd']);
	expectQuiet(jorrit);
});
