/** How much a method may hold; texts in UTF-16 units. */
export const templateLimits = {
	name: 80,
	purpose: 400,
	rule: 300,
	prompt: 240,
	instruction: 400,
	label: 40,
	mark: 30,
	zones: 16,
	steps: 20,
	rules: 10,
	marks: 8,
	cardFields: 8,
	values: 12,
	/** Versions a lab makes of one method. */
	versions: 200,
	/** Minutes of one step. */
	minutes: 240,
	people: 200,
	/** A whole definition as JSON. */
	json: 100_000
} as const;
