import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTemplates, renderTemplate } from '@/server/analytics';
import { splitStatements } from '@/server/analytics/ddl';

const template = 'CREATE TABLE {db}.t {on} (ws UInt32) ENGINE = {eng:ReplacingMergeTree}(ws) AS SELECT {ws:UInt32}';

describe('renderTemplate', () => {
  it('fills the holes for one server and for a cluster, and leaves parameters alone', () => {
    expect(renderTemplate(template, { database: 'a' })).toBe(
      'CREATE TABLE a.t  (ws UInt32) ENGINE = ReplacingMergeTree(ws) AS SELECT {ws:UInt32}',
    );
    expect(renderTemplate(template, { database: 'a', cluster: 'c1' })).toBe(
      "CREATE TABLE a.t ON CLUSTER 'c1' (ws UInt32) ENGINE = ReplicatedReplacingMergeTree(ws) AS SELECT {ws:UInt32}",
    );
  });

  it('refuses names that are not plain', () => {
    expect(() => renderTemplate(template, { database: 'a; DROP' })).toThrow(/plain name/);
    expect(() => renderTemplate(template, { database: 'a', cluster: "c'" })).toThrow(/plain name/);
  });
});

describe('splitStatements', () => {
  it('splits at semicolons outside quotes, comments and heredocs', () => {
    const text = "-- one; two\nSELECT ';' AS `;`, $$;$$; /* ; */\n;SELECT 2 # x;\n;";
    expect(splitStatements(text)).toEqual(["SELECT ';' AS `;`, $$;$$", 'SELECT 2 # x;']);
  });
});

describe('readTemplates', () => {
  it('reads numbered files in order and refuses others', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-templates-'));
    fs.writeFileSync(path.join(folder, '0002-b.sql'), 'B');
    fs.writeFileSync(path.join(folder, '0001-a.sql'), 'A');
    fs.writeFileSync(path.join(folder, 'README.md'), '');
    expect(readTemplates(folder)).toEqual([
      { name: '0001-a.sql', text: 'A' },
      { name: '0002-b.sql', text: 'B' },
    ]);
    fs.writeFileSync(path.join(folder, 'late.sql'), 'C');
    expect(() => readTemplates(folder)).toThrow(/late\.sql is not named/);
    fs.rmSync(folder, { recursive: true });
  });
});
