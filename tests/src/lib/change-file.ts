import { DatabaseSync } from 'node:sqlite';

/** Changes a SQLite file that nobody has open, past whatever wrote it. */
export function changeFile(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
