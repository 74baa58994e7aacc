-- Places on mucosa as a person left them, in place of those that were found; the last row holds.
CREATE TABLE mucosa_changes (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  analysis_uid TEXT NOT NULL REFERENCES analyses (analysis_uid),
  places TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  organization TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX mucosa_changes_by_analysis ON mucosa_changes (analysis_uid);
CREATE TRIGGER mucosa_changes_are_not_changed BEFORE UPDATE ON mucosa_changes
BEGIN
  SELECT RAISE(ABORT, 'changes are only appended to');
END;
CREATE TRIGGER mucosa_changes_are_not_deleted BEFORE DELETE ON mucosa_changes
BEGIN
  SELECT RAISE(ABORT, 'changes are only appended to');
END;
