import type { GenericIssue } from 'valibot';

/** The fields of a form as one flat object; a field given twice counts once, files do not count. */
export async function formOf(request: Request): Promise<Record<string, string>> {
	let data: FormData;
	try {
		data = await request.formData();
	} catch {
		return {};
	}
	return Object.fromEntries(
		[...data].flatMap(([name, value]) =>
			typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : []
		)
	);
}

/** Per field the first thing that is wrong with it, as the schema names it. */
export function problemsOf(issues: readonly GenericIssue[]): Record<string, string> {
	const problems: Record<string, string> = {};
	for (const issue of issues) {
		const key: unknown = issue.path?.[0]?.key;
		const field = typeof key === 'string' ? key : '';
		problems[field] ??= /^[a-z]+$/.test(issue.message) ? issue.message : 'empty';
	}
	return problems;
}
