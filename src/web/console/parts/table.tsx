import type { ComponentChildren } from 'preact';
import './table.css';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** main: names the row. number: at the right. actions: buttons, whose title is heard and not seen. */
  readonly kind?: 'main' | 'number' | 'actions';
}

/** A table; below 640 px each row becomes a card with the titles beside the values. */
export function Table<Row>(props: {
  /** What the table is about, for those who hear it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
}) {
  const { caption, columns, rows, keyOf } = props;
  // With `display: block` browsers forget what the elements are, so it is said again.
  return (
    <table class="table" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, kind }) => (
            <th key={title} scope="col" role="columnheader" data-kind={kind}>
              <span>{title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ title, kind, cell }) => (
              <td key={title} role="cell" data-kind={kind} data-title={title}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
