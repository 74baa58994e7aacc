-- Patients are told apart by id, name and birth date together: ids alone repeat between hospitals.
CREATE TABLE patients (
  patient_key INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL,
  name TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  sex TEXT NOT NULL,
  UNIQUE (patient_id, name, birth_date)
);
CREATE TABLE studies (
  study_uid TEXT PRIMARY KEY,
  patient_key INTEGER NOT NULL REFERENCES patients,
  study_date TEXT,
  study_time TEXT,
  accession TEXT NOT NULL,
  description TEXT NOT NULL,
  words TEXT NOT NULL,
  added_at TEXT NOT NULL,
  ai_state TEXT NOT NULL DEFAULT 'NONE',
  review_state TEXT NOT NULL DEFAULT 'NONE',
  urgency REAL
);
CREATE INDEX studies_by_date ON studies (study_date);
CREATE INDEX studies_by_patient ON studies (patient_key);
CREATE TABLE series (
  series_uid TEXT PRIMARY KEY,
  study_uid TEXT NOT NULL REFERENCES studies,
  number INTEGER NOT NULL,
  modality TEXT NOT NULL,
  description TEXT NOT NULL,
  -- 1 for series that are looked at, 0 for segmentations, maps and reports
  pictures INTEGER NOT NULL
);
CREATE INDEX series_by_study ON series (study_uid);
CREATE TABLE instances (
  sop_uid TEXT PRIMARY KEY,
  series_uid TEXT NOT NULL REFERENCES series,
  path TEXT NOT NULL,
  entry TEXT,
  number INTEGER NOT NULL,
  frames INTEGER NOT NULL
);
CREATE INDEX instances_by_series ON instances (series_uid);
CREATE TABLE analyses (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  analysis_uid TEXT NOT NULL UNIQUE,
  study_uid TEXT NOT NULL REFERENCES studies,
  bundle_id TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at TEXT NOT NULL,
  document TEXT NOT NULL,
  segmentation TEXT,
  parametric_map TEXT,
  report TEXT
);
CREATE INDEX analyses_by_study ON analyses (study_uid);
CREATE TABLE findings (
  analysis_uid TEXT NOT NULL REFERENCES analyses (analysis_uid),
  number INTEGER NOT NULL,
  tracking_uid TEXT NOT NULL,
  probability REAL NOT NULL,
  document TEXT NOT NULL,
  mask BLOB,
  PRIMARY KEY (analysis_uid, number),
  UNIQUE (analysis_uid, tracking_uid)
);
CREATE TABLE verdicts (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  analysis_uid TEXT NOT NULL REFERENCES analyses (analysis_uid),
  tracking_uid TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT,
  comment TEXT,
  mask BLOB,
  reviewer TEXT NOT NULL,
  organization TEXT NOT NULL,
  at TEXT NOT NULL,
  FOREIGN KEY (analysis_uid, tracking_uid) REFERENCES findings (analysis_uid, tracking_uid)
);
CREATE INDEX verdicts_by_analysis ON verdicts (analysis_uid);
CREATE TABLE signatures (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  analysis_uid TEXT NOT NULL REFERENCES analyses (analysis_uid),
  -- the last verdict that it covers, 0 where there is none; a later one asks for a new signature
  last_verdict INTEGER NOT NULL,
  reviewer TEXT NOT NULL,
  organization TEXT NOT NULL,
  segmentation TEXT,
  report TEXT,
  at TEXT NOT NULL
);
CREATE INDEX signatures_by_analysis ON signatures (analysis_uid);
CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_uid TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject_uid);
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
-- What was said and done is only ever added to.
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit trail is only appended to');
END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit trail is only appended to');
END;
CREATE TRIGGER verdicts_are_not_changed BEFORE UPDATE ON verdicts
BEGIN
  SELECT RAISE(ABORT, 'verdicts are only appended to');
END;
CREATE TRIGGER verdicts_are_not_deleted BEFORE DELETE ON verdicts
BEGIN
  SELECT RAISE(ABORT, 'verdicts are only appended to');
END;
CREATE TRIGGER signatures_are_not_changed BEFORE UPDATE ON signatures
BEGIN
  SELECT RAISE(ABORT, 'signatures are only appended to');
END;
CREATE TRIGGER signatures_are_not_deleted BEFORE DELETE ON signatures
BEGIN
  SELECT RAISE(ABORT, 'signatures are only appended to');
END;
