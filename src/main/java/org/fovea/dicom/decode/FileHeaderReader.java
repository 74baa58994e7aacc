package org.fovea.dicom.decode;

import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.ElementDictionary;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.fovea.dicom.HeaderReader;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.parse.DicomFile;
import org.fovea.dicom.parse.DicomParser;

/** Lists the elements of a file's header. */
public final class FileHeaderReader implements HeaderReader {
  private static final Text TEXT = Text.of(FileHeaderReader.class);
  private static final int SHOWN_CHARACTERS = 300;

  /** Enhanced objects repeat themselves by frame; beyond this many lines nobody reads on. */
  private static final int SHOWN_ELEMENTS = 50_000;

  private final DicomParser parser;

  public FileHeaderReader() {
    this(new DicomParser(new SourceOpener()));
  }

  public FileHeaderReader(DicomParser parser) {
    this.parser = parser;
  }

  @Override
  public List<Element> read(Source source) throws FoveaException {
    DicomFile file = parser.parse(source);
    List<Element> out = new ArrayList<>();
    out.add(new Element(0, "(0002,0010)", "UI", "TransferSyntaxUID", file.transferSyntaxUid()));
    list(file.dataset(), 0, out);
    file.pixelData()
        .ifPresent(
            p ->
                out.add(
                    new Element(
                        0,
                        "(7FE0,0010)",
                        "OW",
                        "PixelData",
                        TEXT.get(p.encapsulated() ? "compressedBytes" : "bytes", p.length()))));
    return List.copyOf(out);
  }

  private static void list(Attributes attributes, int depth, List<Element> out) {
    for (int tag : attributes.tags()) {
      if (out.size() >= SHOWN_ELEMENTS) {
        return;
      }
      VR vr = attributes.getVR(tag);
      String name = ElementDictionary.keywordOf(tag, attributes.privateCreatorOf(tag));
      String shown = String.format("(%04X,%04X)", tag >>> 16, tag & 0xffff);
      Sequence sequence = vr == VR.SQ || vr == VR.UN ? sequence(attributes, tag) : null;
      if (sequence != null) {
        out.add(new Element(depth, shown, "SQ", name, TEXT.get("items", sequence.size())));
        for (Attributes item : sequence) {
          list(item, depth + 1, out);
        }
      } else {
        out.add(new Element(depth, shown, String.valueOf(vr), name, value(attributes, tag, vr)));
      }
    }
  }

  private static Sequence sequence(Attributes attributes, int tag) {
    return attributes.getValue(tag) instanceof Sequence s ? s : null;
  }

  private static String value(Attributes attributes, int tag, VR vr) {
    if (!attributes.containsValue(tag)) {
      return "";
    }
    boolean binary =
        switch (vr) {
          case OB, OW, OF, OD, OL, UN -> true;
          default -> vr.name().equals("OV");
        };
    try {
      if (binary) {
        return TEXT.get("bytes", attributes.getSafeBytes(tag).length);
      }
      String[] values = attributes.getStrings(tag);
      String text = values == null ? "" : String.join(" \\ ", values);
      return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    } catch (RuntimeException e) {
      return TEXT.get("unreadable");
    }
  }
}
