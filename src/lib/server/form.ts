import type { GenericIssue } from 'valibot';

export interface SentForm {
	/** One text per field; a field given twice counts once. */
	values: Record<string, string>;
	/** Every text of a field that may be given several times. */
	all: (name: string) => string[];
}

/** What a form holds; files do not count. */
export async function readForm(request: Request): Promise<SentForm> {
	let data: FormData;
	try {
		data = await request.formData();
	} catch {
		return { values: {}, all: () => [] };
	}
	const texts = [...data].flatMap(([name, value]): [string, string][] =>
		typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : []
	);
	return {
		values: Object.fromEntries(texts),
		all: (name) => texts.flatMap(([each, value]) => (each === name ? value : []))
	};
}

/** The fields of a form as one flat object. */
export async function formOf(request: Request): Promise<Record<string, string>> {
	return (await readForm(request)).values;
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
