/** "Ans de Vries" is AV. */
export function initialsOf(name: string): string {
	const words = name.split(' ').filter(Boolean);
	const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map(
		(word) => [...(word ?? '')][0]
	);
	return letters.join('').toUpperCase();
}
