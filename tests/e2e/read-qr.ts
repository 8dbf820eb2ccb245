import type { Browser, Locator } from '@playwright/test';
import readQr from 'qr/decode.js';

/** What a camera reads in what is drawn there, as it is on the screen. */
export async function readAsCamera(browser: Browser, shown: Locator): Promise<string> {
	const png = await shown.screenshot();
	const page = await browser.newPage();
	const image = await page.evaluate(async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
		const bitmap = await createImageBitmap(new Blob([bytes]));
		const { width, height } = bitmap;
		const context = new OffscreenCanvas(width, height).getContext('2d');
		if (!context) throw new Error('no canvas');
		context.drawImage(bitmap, 0, 0);
		return { width, height, data: [...context.getImageData(0, 0, width, height).data] };
	}, png.toString('base64'));
	await page.close();
	// By itself it takes one frame's time, which a busy machine may not have.
	return readQr({ ...image, data: Uint8Array.from(image.data) }, { timeLimit: 5_000 });
}
