-- the area of a finding on a slide as its reviewer drew it, with its measures, as JSON
ALTER TABLE verdicts ADD COLUMN area TEXT;
