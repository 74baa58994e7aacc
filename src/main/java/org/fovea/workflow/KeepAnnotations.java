package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.Instance;
import org.fovea.dicom.SlideImage;
import org.fovea.dicom.Source;
import org.fovea.dicom.Study;
import org.fovea.dicom.annotation.BulkAnnotations;
import org.fovea.finding.AnnotationGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what people draw on slides beside the results of the study, one object a slide, and opens
 * it again; where nothing was drawn here, what came with the study is opened.
 */
public final class KeepAnnotations {
  private static final Logger LOG = LoggerFactory.getLogger(KeepAnnotations.class);
  private static final Text TEXT = Text.of(KeepAnnotations.class);

  private final BulkAnnotations annotations = new BulkAnnotations();
  private final ResultFolders folders;

  public KeepAnnotations(ResultFolders folders) {
    this.folders = folders;
  }

  private Path file(Study study, SlideImage slide) {
    return folders.annotations(study).resolve("ann-" + slide.instanceUid() + ".dcm");
  }

  /**
   * What was drawn on a slide by a person; empty for nothing.
   *
   * @throws FoveaException if it is there and cannot be read
   */
  public List<AnnotationGroup> open(Study study, SlideImage slide) throws FoveaException {
    Path own = file(study, slide);
    if (Files.exists(own)) {
      return byPeople(annotations.read(Source.file(own)));
    }
    List<Instance> came =
        study.series().stream()
            .flatMap(s -> s.results().stream())
            .filter(i -> i.sopClassUid().equals(BulkAnnotations.SOP_CLASS))
            .sorted(Comparator.comparing(Instance::contentDateTime).reversed())
            .toList();
    for (Instance instance : came) {
      Optional<List<AnnotationGroup>> found = of(instance, slide);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return List.of();
  }

  private Optional<List<AnnotationGroup>> of(Instance instance, SlideImage slide) {
    try {
      BulkAnnotations.Opened opened = annotations.read(instance.source());
      boolean here = opened.referencedSopInstanceUids().contains(slide.instanceUid());
      List<AnnotationGroup> drawn = byPeople(opened);
      return here && !drawn.isEmpty() ? Optional.of(drawn) : Optional.empty();
    } catch (FoveaException e) {
      LOG.warn("annotations not shown: {}", e.problem().line());
      return Optional.empty();
    }
  }

  private static List<AnnotationGroup> byPeople(BulkAnnotations.Opened opened) {
    return opened.groups().stream().filter(g -> g.algorithm() == null).toList();
  }

  /**
   * Keeps what is drawn on a slide, in place of what was kept before; an empty list removes the
   * file.
   *
   * @param creator who draws, as DICOM writes names; empty where not known
   */
  public void keep(Study study, SlideImage slide, List<AnnotationGroup> groups, String creator)
      throws FoveaException {
    Path file = file(study, slide);
    if (!groups.isEmpty()) {
      annotations.write(
          study,
          slide,
          groups,
          new BulkAnnotations.Origin(
              null, creator, Version.current(), TEXT.get("annotations.title")),
          file);
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED, file.toString(), TEXT.get("annotations.notRemoved"), e);
    }
  }
}
