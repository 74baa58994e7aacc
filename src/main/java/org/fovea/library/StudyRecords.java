package org.fovea.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.dicom.Instance;
import org.fovea.dicom.Patient;
import org.fovea.dicom.Series;
import org.fovea.dicom.Slice;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Stack;
import org.fovea.dicom.Study;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Patients, studies, series and instances in the tables. */
final class StudyRecords {

  /**
   * Adds what is not there yet. A known object stays as it is, unless its file is gone and it is
   * now found elsewhere.
   */
  Library.ImportCount add(Handle h, List<Study> studies) {
    int newStudies = 0;
    int newInstances = 0;
    int known = 0;
    for (Study study : studies) {
      newStudies += addStudy(h, study);
      Map<String, Instance> all = new LinkedHashMap<>();
      for (Series series : study.series()) {
        addSeries(h, study.studyInstanceUid(), series);
        instances(series).forEach(i -> all.putIfAbsent(i.sopInstanceUid(), i));
      }
      Map<String, String> there = paths(h, study.studyInstanceUid());
      List<Instance> missing = new ArrayList<>();
      for (Instance instance : all.values()) {
        String path = there.get(instance.sopInstanceUid());
        if (path == null) {
          missing.add(instance);
        } else {
          known++;
          moveIfGone(h, instance, path);
        }
      }
      newInstances += addInstances(h, missing);
      known += missing.size();
      index(h, study);
    }
    // an object that another study claims too was counted as missing but not added
    return new Library.ImportCount(newStudies, newInstances, known - newInstances);
  }

  private static List<Instance> instances(Series series) {
    List<Instance> all = new ArrayList<>();
    for (Stack stack : series.stacks()) {
      for (Slice slice : stack.slices()) {
        all.add(slice.instance());
      }
    }
    for (SlideImage slide : series.slides()) {
      slide.levels().forEach(all::addAll);
      slide.associated().forEach(a -> all.add(a.instance()));
    }
    all.addAll(series.results());
    return all;
  }

  private static int addStudy(Handle h, Study study) {
    Patient p = study.patient();
    String birth = p.birthDate() == null ? "" : p.birthDate().toString();
    h.createUpdate(
            "INSERT INTO patients (patient_id, name, birth_date, sex)"
                + " VALUES (:id, :name, :birth, :sex) ON CONFLICT DO NOTHING")
        .bind("id", p.id())
        .bind("name", p.name())
        .bind("birth", birth)
        .bind("sex", p.sex())
        .execute();
    return h.createUpdate(
            "INSERT INTO studies (study_uid, patient_key, study_date, study_time, accession,"
                + " description, words, added_at)"
                + " SELECT :uid, patient_key, :date, :time, :accession, :description, '', :now"
                + " FROM patients WHERE patient_id = :id AND name = :name AND birth_date = :birth"
                + " ON CONFLICT DO NOTHING")
        .bind("uid", study.studyInstanceUid())
        .bind("date", study.date() == null ? null : study.date().toString())
        .bind("time", study.time() == null ? null : study.time().toString())
        .bind("accession", study.accessionNumber())
        .bind("description", study.description())
        .bind("now", Instant.now().toString())
        .bind("id", p.id())
        .bind("name", p.name())
        .bind("birth", birth)
        .execute();
  }

  private static void addSeries(Handle h, String studyUid, Series series) {
    h.createUpdate(
            "INSERT INTO series (series_uid, study_uid, number, modality, description, pictures)"
                + " VALUES (:uid, :study, :number, :modality, :description, :pictures)"
                + " ON CONFLICT DO NOTHING")
        .bind("uid", series.seriesInstanceUid())
        .bind("study", studyUid)
        .bind("number", series.number())
        .bind("modality", series.modality())
        .bind("description", series.description())
        .bind("pictures", series.stacks().isEmpty() && series.slides().isEmpty() ? 0 : 1)
        .execute();
  }

  private static Map<String, String> paths(Handle h, String studyUid) {
    Map<String, String> paths = new HashMap<>();
    h.createQuery(
            "SELECT i.sop_uid, i.path FROM instances i JOIN series x USING (series_uid)"
                + " WHERE x.study_uid = :study")
        .bind("study", studyUid)
        .map((r, c) -> paths.put(r.getString(1), r.getString(2)))
        .list();
    return paths;
  }

  private static void moveIfGone(Handle h, Instance instance, String path) {
    Path now = absolute(instance);
    if (!now.toString().equals(path) && Files.notExists(Path.of(path))) {
      h.createUpdate("UPDATE instances SET path = :path, entry = :entry WHERE sop_uid = :uid")
          .bind("path", now.toString())
          .bind("entry", instance.source().entry())
          .bind("uid", instance.sopInstanceUid())
          .execute();
    }
  }

  private static int addInstances(Handle h, List<Instance> missing) {
    if (missing.isEmpty()) {
      return 0;
    }
    PreparedBatch batch =
        h.prepareBatch(
            "INSERT INTO instances (sop_uid, series_uid, path, entry, number, frames)"
                + " VALUES (:uid, :series, :path, :entry, :number, :frames)"
                + " ON CONFLICT DO NOTHING");
    for (Instance i : missing) {
      batch
          .bind("uid", i.sopInstanceUid())
          .bind("series", i.seriesInstanceUid())
          .bind("path", absolute(i).toString())
          .bind("entry", i.source().entry())
          .bind("number", i.instanceNumber())
          .bind("frames", i.frames())
          .add();
    }
    int added = 0;
    for (int changed : batch.execute()) {
      added += changed;
    }
    return added;
  }

  private static void index(Handle h, Study study) {
    List<String> series =
        h.createQuery(
                "SELECT modality || ' ' || description FROM series WHERE study_uid = :study"
                    + " ORDER BY number, series_uid")
            .bind("study", study.studyInstanceUid())
            .mapTo(String.class)
            .list();
    Patient p = study.patient();
    h.createUpdate("UPDATE studies SET words = :words WHERE study_uid = :study AND words <> :words")
        .bind(
            "words",
            SearchWords.index(
                p.name(),
                p.id(),
                study.accessionNumber(),
                study.description(),
                String.join(" ", series)))
        .bind("study", study.studyInstanceUid())
        .execute();
  }

  private static Path absolute(Instance instance) {
    return instance.source().path().toAbsolutePath().normalize();
  }
}
