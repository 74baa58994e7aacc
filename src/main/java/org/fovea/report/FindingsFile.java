package org.fovea.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fovea.common.WholeFile;
import org.fovea.finding.Analysis;
import org.fovea.finding.Code;
import org.fovea.finding.Finding;
import org.fovea.finding.Provenance;
import org.fovea.finding.Region;
import org.fovea.finding.Review;
import org.fovea.imaging.geometry.Vec3;

/**
 * The file {@code findings.json} of an output folder, schema {@code fovea.findings/1}: lengths in
 * mm in patient coordinates, volumes in ml, paths relative to the folder with forward slashes. It
 * is written whole after each study.
 */
public final class FindingsFile {
  public static final String NAME = "findings.json";
  public static final String SCHEMA = "fovea.findings/1";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  /** By study and bundle, in the order in which they came. */
  private final Map<String, ObjectNode> entries = new LinkedHashMap<>();

  private FindingsFile(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** An empty one for a folder. */
  public static FindingsFile empty(Path folder) {
    return new FindingsFile(folder);
  }

  /**
   * The one of a folder as it is there, or an empty one where there is none.
   *
   * @throws IOException if there is a file but it is not one of these
   */
  public static FindingsFile load(Path folder) throws IOException {
    FindingsFile file = new FindingsFile(folder);
    Path path = file.path();
    if (Files.exists(path)) {
      JsonNode root = JSON.readTree(path.toFile());
      if (!SCHEMA.equals(root.path("schema").asText()) || !root.path("analyses").isArray()) {
        throw new IOException("not a file of schema " + SCHEMA);
      }
      for (JsonNode entry : root.get("analyses")) {
        if (entry instanceof ObjectNode object) {
          file.entries.put(
              key(
                  object.path("studyInstanceUID").asText(),
                  object.path("bundle").path("id").asText(),
                  object.path("modality").asText(),
                  object.path("seriesInstanceUIDs").path(0).asText()),
              object);
        }
      }
    }
    return file;
  }

  /** Where it is written. */
  public Path path() {
    return folder.resolve(NAME);
  }

  /** Whether an analysis of a study is there, however it ended. */
  public boolean holds(String studyInstanceUid) {
    return entries.values().stream()
        .anyMatch(e -> e.path("studyInstanceUID").asText().equals(studyInstanceUid));
  }

  /** Adds an analysis, in place of an earlier one of the same study by the same bundle. */
  public void put(Review review, ResultFiles files) {
    Analysis a = review.analysis();
    String key =
        key(
            a.studyInstanceUid(),
            a.provenance().bundleId(),
            a.modality(),
            a.seriesInstanceUids().isEmpty() ? "" : a.seriesInstanceUids().getFirst());
    entries.remove(key);
    entries.put(key, entry(review, files));
  }

  /** Writes it whole. */
  public void write() throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(root());
    WholeFile.write(
        path(),
        out -> {
          out.write(bytes);
          out.write('\n');
        });
  }

  @Override
  public String toString() {
    try {
      return JSON.writeValueAsString(root());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode root() {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.putArray("analyses").addAll(entries.values());
    return root;
  }

  /** Each slide of a study is analysed by itself. */
  private static String key(String study, String bundle, String modality, String series) {
    return study + ' ' + bundle + ("SM".equals(modality) ? ' ' + series : "");
  }

  private ObjectNode entry(Review review, ResultFiles files) {
    Analysis a = review.analysis();
    Provenance p = a.provenance();
    ObjectNode e = JSON.createObjectNode();
    e.put("studyInstanceUID", a.studyInstanceUid());
    ArrayNode series = e.putArray("seriesInstanceUIDs");
    a.seriesInstanceUids().forEach(series::add);
    e.put("patientID", a.patientId());
    e.put("modality", a.modality());
    ObjectNode bundle = e.putObject("bundle");
    bundle.put("id", p.bundleId());
    bundle.put("version", p.bundleVersion());
    bundle.put("sha256", p.bundleSha256());
    e.put("device", p.device());
    e.put("startedAt", p.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    e.put("durationMs", p.duration().toMillis());
    e.put("status", a.status().name().toLowerCase(Locale.ROOT));
    e.put("reason", a.reason());
    ObjectNode probabilities = e.putObject("probabilities");
    a.probabilities().forEach((name, value) -> number(probabilities, name, value));
    ObjectNode measurements = e.putObject("measurements");
    a.measurements()
        .forEach(
            (name, m) -> {
              ObjectNode one = measurements.putObject(name);
              number(one, "value", m.value());
              one.put("unit", m.unit());
            });
    ArrayNode findings = e.putArray("findings");
    a.findings().forEach(f -> findings.add(finding(f, review)));
    ObjectNode outputs = e.putObject("outputs");
    outputs.put("seg", relative(files.segmentation()));
    outputs.put("pmap", relative(files.parametricMap()));
    outputs.put("sr", relative(files.report()));
    outputs.put("ann", relative(files.annotations()));
    ArrayNode overlays = outputs.putArray("overlays");
    files.overlays().forEach(o -> overlays.add(relative(o)));
    return e;
  }

  private static ObjectNode finding(Finding f, Review review) {
    ObjectNode e = JSON.createObjectNode();
    e.put("trackingUID", f.trackingUid());
    e.put("label", f.label());
    Code code = f.code();
    if (code == null) {
      e.putNull("code");
    } else {
      ObjectNode c = e.putObject("code");
      c.put("scheme", code.scheme());
      c.put("value", code.value());
      c.put("meaning", code.meaning());
    }
    number(e, "probability", f.probability());
    e.put("verdict", review.decision(f.trackingUid()).name().toLowerCase(Locale.ROOT));
    switch (f.region()) {
      case null -> e.putNull("region");
      case Region.Solid s -> {
        ObjectNode r = e.putObject("region");
        r.put("kind", "volume");
        number(r, "volumeMl", s.volumeMl());
        r.putNull("areaMm2");
        number(r, "longAxisMm", s.longAxisMm());
        points(r.putArray("centroid"), s.centroid());
        points(r.putArray("boundingBox"), s.low(), s.high());
      }
      case Region.Area a -> {
        ObjectNode r = e.putObject("region");
        r.put("kind", "area");
        r.putNull("volumeMl");
        number(r, "areaMm2", a.areaMm2());
        number(r, "longAxisMm", a.longAxisMm());
        points(r.putArray("centroid"), a.centroid());
        points(r.putArray("boundingBox"), a.low(), a.high());
      }
    }
    return e;
  }

  private static void points(ArrayNode array, Vec3... points) {
    for (Vec3 p : points) {
      array.add(rounded(p.x())).add(rounded(p.y())).add(rounded(p.z()));
    }
  }

  /** JSON has no NaN and no infinity. */
  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, rounded(value));
    } else {
      node.putNull(name);
    }
  }

  /** To six decimals: a nanometre is noise, and the file is read by people too. */
  private static double rounded(double value) {
    return Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : value;
  }

  private String relative(Path path) {
    if (path == null) {
      return null;
    }
    Path absolute = path.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(folder) ? folder.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
