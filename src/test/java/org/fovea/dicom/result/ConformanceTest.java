package org.fovea.dicom.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fovea.dicom.annotation.BulkAnnotations;
import org.junit.jupiter.api.Test;

class ConformanceTest {

  @Test
  void thePageNamesTheResultsThatAreOpened() throws Exception {
    String page =
        Files.readString(
            Path.of(System.getProperty("fovea.basedir", "."), "docs", "conformance.md"));
    Set<String> named =
        Pattern.compile("1\\.2\\.840\\.10008\\.5\\.1\\.4\\.1\\.1\\.[0-9.]*[0-9]")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> opened = new TreeSet<>(DicomResultReader.sopClasses());
    opened.add(BulkAnnotations.SOP_CLASS);
    assertEquals(opened, named);
  }

  @Test
  void thePageNamesTheImplementation() throws Exception {
    String page =
        Files.readString(
            Path.of(System.getProperty("fovea.basedir", "."), "docs", "conformance.md"));
    assertEquals(true, page.contains(Uids.IMPLEMENTATION_CLASS));
    assertEquals(true, page.contains("`" + Uids.IMPLEMENTATION_VERSION + "`"));
  }
}
