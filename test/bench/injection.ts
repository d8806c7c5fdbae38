import { hostileDocuments } from '../answering/injection/hostile-documents.ts';
import { listLeaks } from '../answering/injection/judge-injection.ts';
import { playInjection } from '../answering/injection/play-injection.ts';

const rows: string[][] = [];
for (const hostile of hostileDocuments) {
  const played = await playInjection(hostile, false);
  const leaks = listLeaks(played);
  const cell = (text: string) =>
    [
      ...text
        .replace(/^七天内可以退款\[1\]。/, '')
        .trim()
        .replace(/\s+/g, ' ')
        .replaceAll('|', '¦'),
    ]
      .slice(0, 90)
      .join('');
  rows.push([
    hostile.wants,
    cell(played.said),
    cell(played.read),
    leaks.length === 0 ? 'nothing' : leaks.join(' '),
  ]);
}
console.log(
  '| the document wants | the model said after its answer | the follower read after it | left |',
);
console.log('| --- | --- | --- | --- |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
