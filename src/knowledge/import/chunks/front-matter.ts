/** Takes the block between two lines of dashes at the top away and gives the title it may hold. */
export function dropFrontMatter(lines: string[]): string {
  if (lines[0]?.trim() !== '---') return '';
  const end = lines.findIndex((line, n) => n > 0 && line.trim() === '---');
  if (end < 0) return '';
  const [, ...front] = lines.splice(0, end + 1);
  const title = front.find((line) => line.startsWith('title:'))?.slice('title:'.length) ?? '';
  return title.trim().replace(/^(['"])(.*)\1$/, '$2');
}
