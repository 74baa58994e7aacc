package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.ResultWriter;
import org.fovea.report.ResultFiles;

/** Brings the result files of earlier analyses of a study into another folder, all or none. */
public final class CopyResults {
  private static final Text WORDS = Text.of(CopyResults.class);

  /** Whether the files of an analysis are all still there. */
  public static boolean there(ResultWriter.Written written) {
    return written != null
        && !written.files().isEmpty()
        && written.files().stream().allMatch(Files::isRegularFile);
  }

  /**
   * An analysis and its files.
   *
   * @param written null where it wrote none
   */
  public record One(String bundleId, ResultWriter.Written written) {}

  /**
   * Copies, or leaves files where they are if that is the folder already. Where two analyses have
   * files of the same name, those of the later one carry the id of its bundle.
   *
   * @param folder where they are wanted; made where it is not there
   * @return the files of each analysis in that folder, in the same order
   * @throws FoveaException if they cannot be written; nothing new is in the folder then
   */
  public List<ResultFiles> run(List<One> analyses, Path folder) throws FoveaException {
    Path target = folder.toAbsolutePath().normalize();
    Map<Path, String> names = new LinkedHashMap<>();
    List<ResultFiles> known = new ArrayList<>();
    try {
      for (One one : analyses) {
        ResultFiles files = one.written() == null ? ResultFiles.none() : files(one.written());
        all(files).forEach(f -> names.put(f, free(f, names.values(), one.bundleId())));
        known.add(files);
      }
      Map<Path, String> elsewhere = new LinkedHashMap<>(names);
      elsewhere
          .entrySet()
          .removeIf(
              e -> e.getKey().toAbsolutePath().normalize().equals(target.resolve(e.getValue())));
      if (!elsewhere.isEmpty()) {
        try (StagedFolder staged = StagedFolder.of(target)) {
          for (Map.Entry<Path, String> e : elsewhere.entrySet()) {
            Files.copy(e.getKey(), staged.folder().resolve(e.getValue()));
          }
          staged.publish(false);
        }
      }
      return known.stream().map(f -> in(f, names, target)).toList();
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED,
          target.toString(),
          WORDS.get("write.failed", FoveaException.said(e)),
          e);
    }
  }

  private static String free(Path file, Collection<String> taken, String bundleId) {
    String name = file.getFileName().toString();
    return taken.contains(name) ? name.replaceFirst("^([a-z]+)", "$1-" + bundleId) : name;
  }

  /** The library keeps the objects of an analysis; its marks and pictures stand beside them. */
  private static ResultFiles files(ResultWriter.Written written) throws IOException {
    String name = written.report() == null ? "" : written.report().getFileName().toString();
    String suffix = name.startsWith("sr") ? name.substring(2, name.length() - ".dcm".length()) : "";
    Path folder = written.files().getLast().toAbsolutePath().getParent();
    Path marks = folder.resolve("ann" + suffix + ".dcm");
    List<Path> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(
              f ->
                  f.getFileName()
                      .toString()
                      .matches(
                          "(overlay|page)"
                              + java.util.regex.Pattern.quote(suffix)
                              + "(-\\d+)?\\.png"))
          .sorted()
          .forEach(pictures::add);
    }
    return new ResultFiles(
        written.segmentation(),
        written.parametricMap(),
        written.report(),
        Files.exists(marks) ? marks : null,
        pictures);
  }

  private static List<Path> all(ResultFiles f) {
    List<Path> all = new ArrayList<>();
    Stream.of(f.segmentation(), f.parametricMap(), f.report(), f.annotations())
        .filter(java.util.Objects::nonNull)
        .forEach(all::add);
    all.addAll(f.overlays());
    return all;
  }

  private static ResultFiles in(ResultFiles f, Map<Path, String> names, Path folder) {
    UnaryOperator<Path> in = file -> file == null ? null : folder.resolve(names.get(file));
    return new ResultFiles(
        in.apply(f.segmentation()),
        in.apply(f.parametricMap()),
        in.apply(f.report()),
        in.apply(f.annotations()),
        f.overlays().stream().map(in).toList());
  }
}
