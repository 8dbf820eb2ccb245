/** Goes somewhere by a form that is sent, as a button of a page without script would. */
export function postTo(action: string, fields: Readonly<Record<string, string>>): void {
	const form = document.createElement('form');
	form.method = 'post';
	form.action = action;
	for (const [name, value] of Object.entries(fields)) {
		const field = document.createElement('input');
		field.type = 'hidden';
		field.name = name;
		field.value = value;
		form.append(field);
	}
	document.body.append(form);
	form.submit();
	form.remove();
}
