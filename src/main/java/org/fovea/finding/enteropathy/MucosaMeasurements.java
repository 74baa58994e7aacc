package org.fovea.finding.enteropathy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.finding.Measurement;

/**
 * The figures of mucosa by the names that results use. What was not measured is left out. Lengths
 * in µm (medians and quartiles over the places), the ratio that of the medians with the quartiles
 * of the places' own, counts per 100 enterocytes or per mm².
 */
public final class MucosaMeasurements {
  private static final List<String> THIRDS = List.of("LowerThird", "MiddleThird", "UpperThird");

  private MucosaMeasurements() {}

  /** All of them, over the slide and by piece of tissue. */
  public static Map<String, Measurement> of(Mucosa mucosa) {
    MucosaFigures f = mucosa.figures();
    Map<String, Measurement> m = new LinkedHashMap<>();
    m.put("places", new Measurement(f.ratio().count(), "1"));
    m.put("placesOnCutEdge", new Measurement(f.cutEdges(), "1"));
    spread(m, "villusHeight", f.villusHeightUm(), "um");
    spread(m, "cryptDepth", f.cryptDepthUm(), "um");
    put(m, "villusToCryptRatio", f.villusToCrypt(), "1");
    quartiles(m, "villusToCryptRatio", f.ratio(), "1");
    spread(m, "villousSurfacePerBase", f.surfacePerBase(), "1");
    put(m, "ielPer100Enterocytes", f.ielPer100(), "1");
    if (Double.isFinite(f.ielPer100())) {
      put(m, "ielPer100EnterocytesLowerQuartile", f.ielByField().lower(), "1");
      put(m, "ielPer100EnterocytesUpperQuartile", f.ielByField().upper(), "1");
    }
    for (int t = 0; Double.isFinite(f.ielPer100()) && t < f.byHeight().size(); t++) {
      put(m, "ielPer100Enterocytes" + THIRDS.get(t), f.byHeight().get(t).per100(), "1");
    }
    m.put("enterocytesCounted", new Measurement(f.enterocytes(), "1"));
    put(m, "laminaPropriaInflammatoryCells", f.laminaCellsPerMm2(), "/mm2");
    BrunnerGlands brunner = mucosa.seen().brunner();
    if (brunner.known()) {
      m.put("brunnerGlandsInMucosa", new Measurement(100 * brunner.share(), "%"));
      m.put("brunnerLobulesInMucosa", new Measurement(brunner.lobules().size(), "1"));
      spread(m, "brunnerLobuleArea", brunner.areasMm2(), "mm2");
    }
    mucosa.places().stream()
        .mapToInt(MucosalPlace::piece)
        .distinct()
        .sorted()
        .forEach(piece -> piece(m, piece, mucosa.piece(piece)));
    return m;
  }

  private static void piece(Map<String, Measurement> m, int piece, MucosaFigures f) {
    String name = "piece" + piece;
    m.put(name + "Places", new Measurement(f.ratio().count(), "1"));
    put(m, name + "VillusHeight", f.villusHeightUm().median(), "um");
    put(m, name + "CryptDepth", f.cryptDepthUm().median(), "um");
    put(m, name + "VillusToCryptRatio", f.villusToCrypt(), "1");
  }

  private static void spread(Map<String, Measurement> m, String name, Spread s, String unit) {
    put(m, name, s.median(), unit);
    quartiles(m, name, s, unit);
  }

  private static void quartiles(Map<String, Measurement> m, String name, Spread s, String unit) {
    put(m, name + "LowerQuartile", s.lower(), unit);
    put(m, name + "UpperQuartile", s.upper(), unit);
  }

  private static void put(Map<String, Measurement> m, String name, double value, String unit) {
    if (Double.isFinite(value)) {
      m.put(name, new Measurement(value, unit));
    }
  }
}
