-- Cases that wait for analysis or have been analysed, in the order in which they came. A file that
-- holds no case stands here as well, set aside with its reason.
CREATE TABLE cases (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  study_uid TEXT REFERENCES studies,
  -- a file that could not be read, where there is no study
  source TEXT,
  -- SHA-256 over the SOP Instance UIDs of its images
  images TEXT NOT NULL,
  -- paths of its files, one a line
  files TEXT NOT NULL,
  -- ids of the bundles asked for, one a line; empty for all that apply
  bundles TEXT NOT NULL,
  -- folder that is to hold its results; empty where they go beside the study
  output TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  -- a person has put it before the others; the higher the sooner
  ahead INTEGER NOT NULL DEFAULT 0,
  -- how often it was begun without coming to an end
  begun INTEGER NOT NULL DEFAULT 0,
  -- analysed anew, or answered by what was known of the same images by the same weights
  reused INTEGER NOT NULL DEFAULT 0,
  added_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT
);
CREATE UNIQUE INDEX cases_of_studies ON cases (output, bundles, study_uid, images)
  WHERE study_uid IS NOT NULL;
CREATE UNIQUE INDEX cases_without_study ON cases (output, source) WHERE study_uid IS NULL;
CREATE INDEX cases_by_state ON cases (state);
-- What a set of weights said of a set of images, so that it is not asked twice.
CREATE TABLE answers (
  images TEXT NOT NULL,
  -- SHA-256 of the weights
  weights TEXT NOT NULL,
  study_uid TEXT NOT NULL REFERENCES studies,
  -- null where the bundle is not made for these images
  analysis_uid TEXT REFERENCES analyses (analysis_uid),
  at TEXT NOT NULL
);
CREATE INDEX answers_by_images ON answers (images, weights);
-- A physician's own diagnosis of a case, given with or without sight of the others.
CREATE TABLE readings (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  study_uid TEXT NOT NULL REFERENCES studies,
  reader TEXT NOT NULL,
  organization TEXT NOT NULL,
  role TEXT NOT NULL,
  -- the class that the case was called, and all of it as JSON
  diagnosis TEXT NOT NULL,
  document TEXT NOT NULL,
  comment TEXT,
  opened_at TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX readings_by_study ON readings (study_uid);
CREATE TRIGGER readings_are_not_changed BEFORE UPDATE ON readings
BEGIN
  SELECT RAISE(ABORT, 'readings are only appended to');
END;
CREATE TRIGGER readings_are_not_deleted BEFORE DELETE ON readings
BEGIN
  SELECT RAISE(ABORT, 'readings are only appended to');
END;
-- The class that a physician puts in the place of the finding's own.
ALTER TABLE verdicts ADD COLUMN changed_class TEXT;
