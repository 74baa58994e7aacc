package org.fovea.dicom.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.fovea.common.ErrorCode;
import org.fovea.common.Problem;
import org.fovea.common.Text;

/** Lists the files that a DICOMDIR (PS3.3 F, PS3.10 8) refers to, never outside its folder. */
public final class DirectoryReader {
  private static final Text TEXT = Text.of(DirectoryReader.class);

  /** The files that exist, and a problem for each reference that is refused or leads nowhere. */
  public record Listing(List<Path> files, List<Problem> problems) {}

  /** Lists what the records of a DICOMDIR name. */
  public Listing list(Path directoryFile, Attributes data) {
    List<Path> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Path folder = directoryFile.toAbsolutePath().getParent();
    Sequence records = data.getSequence(Tag.DirectoryRecordSequence);
    for (int i = 0; records != null && i < records.size(); i++) {
      List<String> id = Values.texts(records.get(i), Tag.ReferencedFileID);
      if (id.isEmpty() || id.stream().allMatch(String::isEmpty)) {
        continue;
      }
      String shown = String.join("/", id);
      Path file = inside(folder, id);
      if (file == null) {
        problems.add(
            new Problem(
                ErrorCode.OUTSIDE_FOLDER,
                directoryFile.toString(),
                TEXT.get("dicomdir.outside", shown)));
      } else if (!Files.isRegularFile(file)) {
        problems.add(
            new Problem(
                ErrorCode.NOT_ACCESSIBLE,
                directoryFile.toString(),
                TEXT.get("dicomdir.missing", shown)));
      } else {
        files.add(file);
      }
    }
    return new Listing(files, problems);
  }

  /** The file, or where it should be; null where the reference leaves the folder. */
  private static Path inside(Path folder, List<String> id) {
    for (String part : id) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.indexOf('/') >= 0
          || part.indexOf('\\') >= 0
          || part.indexOf(':') >= 0
          || part.indexOf('\0') >= 0) {
        return null;
      }
    }
    try {
      Path file = resolve(folder, id, false);
      if (Files.notExists(file)) {
        // CD file systems are often mounted with their names in lower case.
        Path lower = resolve(folder, id, true);
        file = Files.exists(lower) ? lower : file;
      }
      if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
        return null;
      }
      return file;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  private static Path resolve(Path folder, List<String> id, boolean lowerCase) {
    Path file = folder;
    for (String part : id) {
      file = file.resolve(lowerCase ? part.toLowerCase(Locale.ROOT) : part);
    }
    return file;
  }
}
